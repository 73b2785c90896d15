package dev.zankyo.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JvmOptionsTest {
    private static final String SERIAL = "-XX:+UseSerialGC";

    @TempDir
    Path root;

    private Jdk jdk(String modules) {
        return Jdk.at(new FakeMachine(root).install("jdk", "25", modules)).orElseThrow();
    }

    private List<String> own(List<String> given, Map<String, String> environment) {
        return JvmOptions.own(jdk("java.base jdk.incubator.vector"), given, environment);
    }

    @Test
    void beforeJar_options_areThoseOfTheMachine() {
        assertEquals(
                List.of("-Xmx1g", "-Da=b c"),
                JvmOptions.beforeJar(List.of("java", "-Xmx1g", "-Da=b c", "-jar", "cli.jar", "train", "-jar")));
    }

    @Test
    void beforeJar_startedByClass_areNone() {
        assertEquals(List.of(), JvmOptions.beforeJar(List.of("java", "-cp", "cli.jar", "dev.zankyo.cli.Main")));
    }

    @Test
    void own_nothingChosen_asksForAll() {
        List<String> own = own(List.of("-Xmx1g", "-XX:+UseStringDeduplication"), Map.of());
        assertEquals(
                List.of("--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector"), own.subList(0, 2));
        assertEquals(SERIAL, own.getLast());
    }

    @Test
    void own_backendsOfTheJar_getWhatTheyWant() {
        List<String> ofBackends = own(List.of("-XX:+UseZGC"), Map.of());
        assertEquals("-XX:CompileCommand=quiet", ofBackends.get(2));
        assertTrue(
                ofBackends.stream()
                        .skip(3)
                        .allMatch(option ->
                                option.matches("-XX:CompileCommand=(dont)?inline,[\\w.]+::\\*|-Dzankyo[.\\w]+=true")),
                ofBackends::toString);
    }

    @Test
    void own_collectorChosen_staysChosen() {
        assertFalse(own(List.of("-XX:+UseZGC"), Map.of()).contains(SERIAL));
        assertFalse(own(List.of(), Map.of("JDK_JAVA_OPTIONS", "-Xmx1g -XX:+UseG1GC"))
                .contains(SERIAL));
        assertFalse(own(List.of(), Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC"))
                .contains(SERIAL));
    }

    @Test
    void own_trimmedRuntime_doesWithoutTheVectorApi() {
        assertTrue(
                JvmOptions.own(jdk("java.base"), List.of(), Map.of()).stream().noneMatch(o -> o.contains("vector")));
    }
}
