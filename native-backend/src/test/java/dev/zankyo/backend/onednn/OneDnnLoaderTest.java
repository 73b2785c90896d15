package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Availability.Unavailable;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.io.InputStream;
import java.lang.foreign.SymbolLookup;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The library is checked before it is used, though only files with the digest listed are opened at all. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Survives(
        promise = Promise.NATIVE_CODE,
        what = "a library of another version of oneDNN, with another OpenMP, without a function, truncated, of"
                + " 32 bits, or a file that is no library: unavailable, in one line with its remedy")
class OneDnnLoaderTest {
    @TempDir
    Path folder;

    private static void assertUnavailable(Function<SymbolLookup, OneDnn> binding, String reason, String remedy) {
        var loader = new OneDnnLoader("a test", binding);
        var unavailable = assertInstanceOf(Unavailable.class, loader.load().availability());
        assertTrue(unavailable.reason().contains(reason), unavailable::toString);
        assertTrue(unavailable.remedy().contains(remedy), unavailable::toString);
    }

    /** Returns a library that reports its version and runtime, and fails otherwise. */
    private static OneDnn library(String version, int runtime) {
        Map<String, Object> answers = Map.of("version", version, "cpuRuntime", runtime);
        return (OneDnn) Proxy.newProxyInstance(
                OneDnn.class.getClassLoader(),
                new Class<?>[] {OneDnn.class},
                (proxy, method, arguments) -> Optional.ofNullable(answers.get(method.getName()))
                        .orElseThrow(UnsupportedOperationException::new));
    }

    @ParameterizedTest
    @CsvSource({"2.7.3", "3.1.1", "3.10.2", "3.12.0", "4.0.0"})
    void otherVersion_isRefusedWithBoth(String version) {
        assertUnavailable(
                library -> library(version, DnnlTypes.DNNL_RUNTIME_OMP),
                "oneDNN must be of version 3.11.x; found " + version,
                "first on the class path");
    }

    @Test
    void otherThreads_areRefused() {
        assertUnavailable(
                library -> library("3.11.0", 1),
                "must be built for OpenMP; found runtime 1",
                "first on the class path");
    }

    @Test
    void functionMissing_isNamed() {
        assertUnavailable(
                library -> {
                    new OpenMp(name -> name.equals("omp_set_dynamic") ? Optional.empty() : library.find(name));
                    throw new AssertionError("bound");
                },
                "its library cannot be linked: undefined symbol: omp_set_dynamic",
                "{backend} java");
    }

    /** Messages of the dynamic linker. The digest would have stopped such a file before. */
    @ParameterizedTest
    @CsvSource({"cut, file too short", "foreign, wrong ELF class: ELFCLASS32", "text, invalid ELF header"})
    void fileThatIsNoLibraryHere_isNamedWithTheReason(String kind, String reason) throws Exception {
        try (InputStream in = getClass().getResourceAsStream("/org/bytedeco/dnnl/linux-x86_64/libgomp.so.1")) {
            byte[] bytes = in.readNBytes(kind.equals("cut") ? 50 : Integer.MAX_VALUE);
            if (kind.equals("foreign")) {
                bytes[4] = 1; // EI_CLASS: 32 bits
            } else if (kind.equals("text")) {
                bytes[0] = '#';
            }
            Files.write(folder.resolve("libgomp.so.1"), bytes);
        }
        var failure = assertThrows(UnsatisfiedLinkError.class, () -> NativeLibraries.open(folder));
        Unavailable explained = LoadFailure.explain(failure);
        assertTrue(explained.reason().contains("libgomp.so.1: " + reason), explained::toString);
        assertTrue(explained.remedy().contains("{backend} java"), explained::toString);
    }
}
