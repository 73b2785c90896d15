package dev.zankyo.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JdkTest {
    @ParameterizedTest
    @CsvSource({"1.8, 8", "1.8.0_402, 8", "9, 9", "17.0.15, 17", "22, 22", "25.0.3+9, 25", "26-ea, 26", "'', 0", "x, 0"
    })
    void feature_version_isItsFirstNumber(String version, int feature) {
        assertEquals(feature, Jdk.feature(version));
    }

    @Test
    void at_thisVirtualMachine_isKnown() {
        Jdk here = Jdk.at(Path.of(System.getProperty("java.home"))).orElseThrow();
        assertEquals(Runtime.version().feature(), here.feature());
        assertTrue(here.java().toFile().canExecute());
    }
}
