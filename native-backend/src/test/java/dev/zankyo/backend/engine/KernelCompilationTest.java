package dev.zankyo.backend.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests that the classes in the compile commands exist. HotSpot reports nothing if a class is missing, so renaming a
 * class would silently disable its command.
 */
class KernelCompilationTest {
    private static final Pattern COMMAND = Pattern.compile("-XX:CompileCommand=(dontinline|inline),([\\w.]+)::\\*");

    @Test
    void classesOfTheOptions_exist_andKernelsTakeNoVectors() throws Exception {
        List<Matcher> commands =
                options().map(COMMAND::matcher).filter(Matcher::matches).toList();
        assertEquals(4, commands.size());
        for (Matcher command : commands) {
            Class<?> named = Class.forName(command.group(2));
            boolean apart = command.group(1).equals("dontinline");
            // A vector becomes an object when passed to or from a method that is not inlined.
            boolean takesVectors = Arrays.stream(named.getDeclaredMethods())
                    .flatMap(method ->
                            Stream.concat(Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes())))
                    .anyMatch(type -> type.getName().startsWith("jdk.incubator.vector.")
                            && type.getName().endsWith("Vector"));
            assertEquals(!apart, takesVectors, named::getName);
        }
    }

    private static Stream<String> options() throws IOException {
        try (InputStream file = Kernels.class.getResourceAsStream("/META-INF/zankyo/jvm.options")) {
            List<String> lines = new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
            assertTrue(lines.contains("-XX:CompileCommand=quiet"), "or the commands are printed");
            return lines.stream();
        }
    }
}
