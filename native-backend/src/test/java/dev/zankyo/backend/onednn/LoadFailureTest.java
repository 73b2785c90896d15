package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Availability.Unavailable;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Explanations of the error messages of glibc's dynamic linker and of the JDK. */
class LoadFailureTest {
    private static void assertExplains(Throwable failure, String reason, String remedy) {
        Unavailable explained = LoadFailure.explain(failure);
        assertTrue(explained.reason().contains(reason), explained.toString());
        assertTrue(explained.remedy().contains(remedy), explained.toString());
        assertTrue(explained.reason().lines().count() == 1, explained.toString());
    }

    @Test
    void newerGlibcWanted_asksForANewerSystem() {
        assertExplains(
                new UnsatisfiedLinkError("/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by "
                        + "/home/me/.javacpp/cache/libdnnl.so.3)"),
                "GLIBC_2.34",
                "newer distribution");
    }

    @Test
    void missingLibrary_isNamed() {
        assertExplains(
                new UnsatisfiedLinkError("libstdc++.so.6: cannot open shared object file: No such file or directory"),
                "libstdc++.so.6",
                "apt-get install libstdc++6");
    }

    @Test
    void foreignArchitecture_pointsToTheJavaBackend() {
        assertExplains(
                new UnsatisfiedLinkError("/tmp/libdnnl.so.3: wrong ELF class: ELFCLASS32"),
                "ELFCLASS32",
                "{backend} java");
    }

    @Test
    void missingClass_pointsToTheJavaBackend() {
        assertExplains(new NoClassDefFoundError("org/bytedeco/javacpp/Loader"), "Loader", "{backend} java");
    }

    @Test
    void missingResource_namesTheDependency() {
        assertExplains(
                new FileNotFoundException("/org/bytedeco/dnnl/linux-x86_64/libdnnl.so.3"),
                "is not on the class path",
                "org.bytedeco:dnnl with classifier linux-x86_64");
    }

    @Test
    void fullDisk_asksForAnotherFolder() {
        assertExplains(
                new IOException("No space left on device"),
                "No space left on device",
                "-Dorg.bytedeco.javacpp.cachedir=");
    }

    @Test
    void deniedNativeAccess_namesTheFlag() {
        assertExplains(
                new IllegalCallerException("Illegal native access from an unnamed module"),
                "denies native access",
                "--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void failureWithoutMessage_isNamedByItsClass() {
        assertExplains(new IllegalStateException(), "IllegalStateException", "{backend} java");
    }
}
