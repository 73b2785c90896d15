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

/** A fresh JVM with the class path of this one: libraries are loaded once a process, so each way of loading needs its own. */
final class ChildJvm {
    private ChildJvm() {}

    /** What the program wrote and how it ended. */
    record Result(int exitCode, List<String> out, List<String> err) {
        /** What {@link AvailabilityProgram} says of a backend that cannot be had, as a user meets it. */
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

    /** With more in its environment, or less: what is to be empty is taken out. */
    static Result run(
            Path folder, Map<String, String> environment, List<String> flags, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        return run(folder, environment, flags, System.getProperty("java.class.path"), main, arguments);
    }

    /** On another class path; a program that hangs is ended after ten minutes. */
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
