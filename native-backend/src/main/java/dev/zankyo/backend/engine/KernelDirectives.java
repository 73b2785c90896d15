package dev.zankyo.backend.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The options in {@code META-INF/zankyo/jvm.options}, for a JVM that was started without them. The JVM gets them as
 * compiler directives (JEP 165) before the first kernel is compiled. They name the methods that HotSpot must compile
 * separately. Then HotSpot inlines whole loops, and no vector becomes an object.
 */
final class KernelDirectives {
    private static final String OPTIONS = "/META-INF/zankyo/jvm.options";

    /** The property that the options set. If it is present, the directives are not needed. */
    private static final String GIVEN = "zankyo.kernels.compiled";

    private static final Pattern COMMAND = Pattern.compile("-XX:CompileCommand=(dontinline|inline),([\\w.]+)::\\*");

    private KernelDirectives() {}

    /**
     * Adds the directives to this JVM, once.
     *
     * @return the reason why this JVM does not accept them, so that its kernels may be slow; empty if it accepts them
     */
    static Optional<String> add() {
        return Once.PROBLEM;
    }

    private static final class Once {
        static final Optional<String> PROBLEM = System.getProperty(GIVEN) == null ? request() : Optional.empty();
    }

    private static Optional<String> request() {
        try {
            Path file = Files.createTempFile("zankyo", ".directives");
            try {
                Files.writeString(file, json());
                Object answer = ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                "compilerDirectivesAdd",
                                new Object[] {new String[] {file.toString()}},
                                new String[] {String[].class.getName()});
                String text = String.valueOf(answer).strip();
                return text.contains("directives added") ? Optional.empty() : Optional.of(text);
            } finally {
                Files.delete(file);
            }
        } catch (IOException | JMException | RuntimeException | LinkageError e) {
            return Optional.of(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("refused"));
        }
    }

    /** Returns the options as one directive for all methods, in JSON. */
    static String json() throws IOException {
        try (InputStream options = KernelDirectives.class.getResourceAsStream(OPTIONS)) {
            String rules = new String(options.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(COMMAND::matcher)
                    .filter(command -> command.matches())
                    .map(command -> '"' + (command.group(1).equals("inline") ? "+" : "-")
                            + command.group(2).replace('.', '/') + ".*\"")
                    .collect(Collectors.joining(", "));
            return "[{match: \"*.*\", inline: [" + rules + "]}]\n";
        }
    }
}
