package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Backends;
import dev.zankyo.backend.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The description of a backend's arithmetic names everything that its bits depend on. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class ArithmeticTest {
    private static final String LOOPS = "(Vector API, \\d+ lanes|plain loops)";

    @ParameterizedTest
    @CsvSource({"onednn, JavaCPP", "onednn-ffm, Panama"})
    void oneDnn_namesLibraryInstructionSetLanesAndProcessor(String name, String binding) {
        String arithmetic = Backends.select(name).backend().arithmetic();
        String model = ", " + Processor.model();
        assertTrue(arithmetic.endsWith(model), arithmetic);
        String before = arithmetic.substring(0, arithmetic.length() - model.length());
        assertTrue(before.matches("oneDNN [\\d.]+ through " + binding + ", \\w+, OpenMP, " + LOOPS), arithmetic);
    }

    @Test
    void java_namesLanesOnly() {
        String arithmetic = Backends.select("java").backend().arithmetic();
        assertTrue(arithmetic.matches(LOOPS), arithmetic);
    }
}
