package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Availability.Unavailable;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
    private static final String OTHER =
            "glibc too old or absent, or another platform, all simulated: unavailable, with the remedy";

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, aarch64, macos-arm64",
        "Windows 11, amd64, windows-x86_64"
    })
    void platform_isNamedAsThePresetsDo(String osName, String osArch, String expected) {
        assertEquals(expected, Host.platform(osName, osArch));
    }

    @Test
    @Survives(promise = Promise.NATIVE_CODE, what = OTHER)
    void otherPlatform_isNamedWithTheBackendThatRunsThere() {
        Unavailable objection =
                new Host("macos-arm64", Optional.empty()).objection().orElseThrow();
        assertEquals("there is no oneDNN for macos-arm64 in this build", objection.reason());
        assertTrue(objection.remedy().contains("{backend} java"), objection.remedy());
    }

    @Test
    @Survives(promise = Promise.NATIVE_CODE, what = OTHER)
    void otherCLibrary_isRefused() {
        Unavailable objection =
                new Host(Host.SUPPORTED, Optional.empty()).objection().orElseThrow();
        assertEquals("oneDNN needs the GNU C library, which this system lacks", objection.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.17", "2.31", "2.33"})
    @Survives(promise = Promise.NATIVE_CODE, what = OTHER)
    void oldGlibc_isRefusedWithBothVersions(String version) {
        Unavailable objection =
                new Host(Host.SUPPORTED, Optional.of(version)).objection().orElseThrow();
        assertEquals("oneDNN needs glibc 2.34 or newer; this system has " + version, objection.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.34", "2.36", "2.41.9000", "3.0"})
    void newGlibc_isAccepted(String version) {
        assertEquals(Optional.empty(), new Host(Host.SUPPORTED, Optional.of(version)).objection());
    }
}
