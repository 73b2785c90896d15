package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WaveformTest {
    @TempDir
    private Path folder;

    private Waveform read(double[] samples) {
        Path file = folder.resolve("sound.wav");
        WavFile.write(samples, 8000, file);
        return Waveform.read(file, 10, Remarks.to(remark -> {}));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 20, 21, 39, 40, 41, 12_345, 100_000})
    void read_anyLength_hasTheExtremesOfEachInterval(int length) {
        double[] samples = new double[length];
        Arrays.setAll(samples, n -> 0.9 * Math.sin(0.37 * n * n));
        Waveform found = read(samples);
        assertEquals(length, found.samples());
        assertEquals(length / 8000.0, found.seconds());
        int count = found.low().length;
        assertTrue(count <= 20 && (count >= 10 || count == length), "intervals: " + count);
        assertEquals(Math.ceilDiv(length, found.interval()), count);
        for (int i = 0; i < count; i++) {
            int from = (int) (i * found.interval());
            double[] within = Arrays.copyOfRange(samples, from, (int) Math.min(length, from + found.interval()));
            assertEquals(Arrays.stream(within).min().orElseThrow(), found.low()[i], 1e-4);
            assertEquals(Arrays.stream(within).max().orElseThrow(), found.high()[i], 1e-4);
        }
    }

    @Test
    void peak_ofANegativePulse_isItsSize() {
        double[] samples = new double[500];
        samples[123] = -0.5;
        samples[321] = 0.25;
        assertEquals(0.5, read(samples).peak(), 1e-4);
    }
}
