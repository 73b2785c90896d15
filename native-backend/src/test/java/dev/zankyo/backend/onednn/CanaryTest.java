package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class CanaryTest {
    private static final String BAD =
            "the trial of a library crashes, is killed, gives wrong results, throws or hangs: the library is not"
                    + " used, with the reason";

    @TempDir
    Path folder;

    static Stream<OneDnnBackend> backends() {
        return Stream.of(new OneDnnJavaCppBackend(), new OneDnnFfmBackend());
    }

    @ParameterizedTest
    @MethodSource("backends")
    void verify_showsEveryLayerRight(OneDnnBackend backend) {
        List<String> lines = backend.verify();
        assertTrue(lines.size() > 28, lines::toString); // 15 convolutions, 13 normalizations, dense, loss, inference
        assertTrue(lines.stream().allMatch(line -> line.endsWith("  ok")), lines::toString);
        assertEquals(backend.availability(), backend.verifiedAvailability());
    }

    @Test
    @Survives(promise = Promise.NATIVE_CODE, what = BAD)
    void programThatCrashes_isNamedBySignal_andAskedOnce() throws Exception {
        var canary = canary(Crash.class);
        Optional<String> failure = Optional.of("its trial crashed with SIGSEGV");
        assertEquals(failure, canary.failure());
        try (Stream<Path> kept = Files.list(folder)) {
            assertEquals(1, kept.count());
        }
        // Another program would now succeed, but the kept outcome is used.
        assertEquals(failure, canary(Crash.class).failure());
    }

    @Test
    @Survives(promise = Promise.NATIVE_CODE, what = BAD)
    void programThatIsKilled_isNotTrusted() {
        assertEquals(
                Optional.of("its trial failed: exit code 137"),
                canary(Killed.class).failure());
    }

    @Test
    @Survives(promise = Promise.NATIVE_CODE, what = BAD)
    void programThatErrs_isNamedWithTheWrongLine() {
        assertEquals(
                Optional.of("its trial failed: conv1 1.0e+00 WRONG"),
                canary(Wrong.class).failure());
    }

    @Test
    @Survives(promise = Promise.NATIVE_CODE, what = BAD)
    void programThatThrows_isNamedWithTheException() {
        assertEquals(
                Optional.of("its trial failed: Exception in thread \"main\" java.lang.IllegalStateException: no"),
                canary(Throw.class).failure());
    }

    @Test
    @Tag("full")
    @Survives(promise = Promise.NATIVE_CODE, what = BAD)
    void programThatHangs_isEnded() {
        Optional<String> failure = hung(3);
        if (failure.isEmpty()) {
            failure = hung(60); // on a busy machine a program may take more than 3 seconds to start
        }
        assertTrue(failure.orElse("").matches("its trial hung for (3|60) seconds"), failure::toString);
    }

    private Optional<String> hung(int seconds) {
        return new Canary("onednn", folder, seconds + " seconds", Hang.class, seconds).failure();
    }

    @Test
    void noProcess_provesNothing() {
        assertEquals(Optional.empty(), canary(Silent.class).failure());
    }

    private Canary canary(Class<?> program) {
        return new Canary("onednn", folder, "detail", program, 60);
    }

    static final class Crash {
        @SuppressWarnings("restricted") // crashes on purpose
        public static void main(String[] none) {
            System.out.println(Canary.STARTED);
            MemorySegment.ofAddress(8).reinterpret(8).set(ValueLayout.JAVA_INT, 0, 1);
        }
    }

    static final class Killed {
        public static void main(String[] none) throws Exception {
            System.out.println(Canary.STARTED);
            String self = Long.toString(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-9", self).start().waitFor();
            Thread.currentThread().join();
        }
    }

    static final class Wrong {
        public static void main(String[] none) {
            System.out.println(Canary.STARTED);
            System.out.println("conv1 1.0e+00 " + Canary.WRONG);
            System.exit(1);
        }
    }

    static final class Throw {
        public static void main(String[] none) {
            System.out.println(Canary.STARTED);
            throw new IllegalStateException("no");
        }
    }

    static final class Hang {
        public static void main(String[] none) throws InterruptedException {
            System.out.println(Canary.STARTED);
            Thread.currentThread().join();
        }
    }

    static final class Silent {
        public static void main(String[] none) {
            System.exit(1);
        }
    }
}
