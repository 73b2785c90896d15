package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of the names and words that are stored in files. A change of one would make existing files unreadable. */
class LogMelFieldsTest {
    @Test
    void of_everyConstant_isTheWordThatFilesHave() {
        assertEquals(List.of("htk", "slaney"), words(LogMelSpec.MelScale.values()));
        assertEquals(List.of("none", "slaney"), words(LogMelSpec.Norm.values()));
        assertEquals(List.of("hann", "hann_midpoint"), words(LogMelSpec.Window.values()));
        assertEquals(List.of("none", "constant", "reflect"), words(LogMelSpec.PadMode.values()));
        assertEquals(List.of("none", "window", "full_scale"), words(LogMelSpec.Normalized.values()));
        assertEquals(List.of("none", "peak", "rms"), words(LogMelSpec.Level.values()));
        assertEquals(List.of("window", "whole"), words(LogMelSpec.Fit.values()));
    }

    @Test
    void of_theDefault_isThisText() {
        assertEquals(
                "{sample_rate=8000, n_fft=512, win_length=256, hop_length=128, n_mels=20, f_min=50.0, f_max=4000.0,"
                        + " mel_scale=htk, norm=none, power=2, window=hann_midpoint, pad_mode=none, normalized=full_scale,"
                        + " floor=1.0E-6, level=peak, fit=window, top_db=0.0, frames=50}",
                LogMelSpec.DEFAULT.fields().toString());
    }

    private static List<String> words(Enum<?>[] constants) {
        return Arrays.stream(constants).map(LogMelFields::word).toList();
    }
}
