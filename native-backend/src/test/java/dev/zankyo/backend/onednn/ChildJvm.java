package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A new JVM with the class path of this one. A process loads libraries once, so each way of loading needs its own JVM.
 */
final class ChildJvm {
    private ChildJvm() {}

    /** The output and the exit code of the program. */
    record Result(int exitCode, List<String> out, List<String> err) {
        /**
         * Asserts that {@link AvailabilityProgram} has reported a backend as unavailable, in the messages that a user
         * gets.
         */
        void assertUnavailable(String backend, String part) {
            assertEquals(0, exitCode, this::toString);
            assertSays("unavailable ", part);
            assertSays("auto java: ", part);
            assertSays("named backend: " + backend + " is not available here; ", part);
        }

        private void assertSays(String start, String part) {
            assertTrue(out.stream().anyMatch(line -> line.startsWith(start) && line.contains(part)), this::toString);
        }
    }

    static Result run(Path folder, List<String> flags, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        return run(folder, Map.of(), flags, main, arguments);
    }

    /** Runs a program with changes to the environment; a variable with an empty value is removed. */
    static Result run(
            Path folder, Map<String, String> environment, List<String> flags, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        return run(folder, environment, flags, System.getProperty("java.class.path"), main, arguments);
    }

    /** Runs a program on another class path; a program that hangs is ended after ten minutes. */
    static Result run(
            Path folder,
            Map<String, String> environment,
            List<String> flags,
            String classPath,
            Class<?> main,
            String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        Process process = builder.start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new Result(process.waitFor(), Files.readAllLines(out), Files.readAllLines(err));
    }
}
