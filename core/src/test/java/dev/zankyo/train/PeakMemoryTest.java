package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {
    @Test
    void residentSet_ofALinuxStatusFile_isItsHighWaterMark() {
        String status = "Name:\tjava\nVmPeak:\t 9999999 kB\nVmHWM:\t  524288 kB\nVmRSS:\t  400000 kB\n";
        assertEquals(512, PeakMemory.residentSet(status).orElseThrow());
    }

    @Test
    void residentSet_ofAFileWithoutTheLine_isUnknown() {
        assertTrue(PeakMemory.residentSet("Name:\tjava\n").isEmpty());
    }

    @Test
    void mebibytes_ofThisProcess_coverWhatItHolds() {
        byte[] held = new byte[64 << 20];
        Arrays.fill(held, (byte) 1);
        double peak = PeakMemory.mebibytes();
        assertTrue(peak >= 64, () -> peak + " MiB with " + held.length + " bytes held");
    }
}
