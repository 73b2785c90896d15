package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessorTest {
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void account_onLinux_isReadByWholeNames() {
        assertEquals(Optional.of("0"), Processor.field("processor"));
        assertTrue(Processor.field("model").orElseThrow().matches("\\d+"));
        assertFalse(Processor.model().contains(":"));
        assertTrue(Processor.flags().contains("sse2"));
        assertEquals(Optional.empty(), Processor.field("mod"));
    }
}
