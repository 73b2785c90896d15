package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of front ends in the notation of users and files. */
final class LogMelSpecTest {
    @ParameterizedTest
    @EnumSource
    void fields_ofAPreset_areThePresetAgain(Preset preset) {
        assertEquals(preset.spec(), LogMelSpec.of(preset.spec().fields()));
        assertEquals(preset.spec(), LogMelSpec.parse(preset.toString()));
    }

    @Test
    void parse_changes_areMadeToThePresetOrTheDefault() {
        LogMelSpec general = LogMelSpec.parse("general, n_mels = 64,fit=window,level=rms");
        assertEquals(64, general.nMels());
        assertEquals(LogMelSpec.Fit.WINDOW, general.fit());
        assertEquals(LogMelSpec.Level.RMS, general.level());
        assertEquals(Preset.GENERAL.spec().hopLength(), general.hopLength());
        assertEquals(50.5, LogMelSpec.parse("f_min=50.5").fMin());
        assertEquals(LogMelSpec.DEFAULT.frames(), LogMelSpec.parse("f_min=50.5").frames());
    }

    /** Checks that the upper end of the band follows the sample rate, unless it is given. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "general,sample_rate=44100              | 22050",
                "general,sample_rate=44100,f_max=8000   | 8000",
                "general,f_max=9000,sample_rate=44100   | 9000",
                "sample_rate=6000                       | 3000",
                "librosa,n_mels=64                      | 11025",
            })
    void parse_sampleRate_movesTheUpperEnd(String text, double expected) {
        assertEquals(expected, LogMelSpec.parse(text).fMax());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sample_rate=0            | sample_rate must be in 1..1000000; got 0",
                "sample_rate=1000001      | sample_rate must be in 1..1000000; got 1000001",
                "sample_rate=many         | sample_rate: expected a whole number, got many",
                "n_fft=1,win_length=1     | n_fft must be in 2..65536; got 1",
                "n_fft=65537              | n_fft must be in 2..65536; got 65537",
                "win_length=0             | win_length must be positive and at most n_fft; got 0",
                "win_length=513           | win_length must be positive and at most n_fft; got 513",
                "hop_length=0             | hop_length must be in 1..1000000; got 0",
                "hop_length=1000001       | hop_length must be in 1..1000000; got 1000001",
                "n_mels=0                 | n_mels must be positive and at most n_fft; got 0",
                "n_mels=513               | n_mels must be positive and at most n_fft; got 513",
                "f_min=-1                 | f_min must be at least 0 and below f_max; got -1.0",
                "f_min=4000               | f_min must be at least 0 and below f_max; got 4000.0",
                "f_min=NaN                | f_min must be at least 0 and below f_max; got NaN",
                "f_max=4000.1             | f_max must be at most half the sample rate; got 4000.1",
                "power=0                  | power must be 1 or 2; got 0",
                "power=3                  | power must be 1 or 2; got 3",
                "floor=0                  | floor must be positive; got 0.0",
                "floor=Infinity           | floor must be positive; got Infinity",
                "frames=0                 | frames must be in 1..65536; got 0",
                "frames=65537             | frames must be in 1..65536; got 65537",
                "n_mels=512,frames=65536  | frames must be at most 2^24 values with n_mels; got 65536",
                "n_mels=many              | n_mels: expected a whole number, got many",
                "n_mels=1.5               | n_mels: expected a whole number, got 1.5",
                "f_min=low                | f_min: expected a number, got low",
                "fit=some                 | fit: expected one of window, whole, got some",
                "window=hann-midpoint     | window: expected one of hann, hann_midpoint, got hann-midpoint",
                "bands=20                 | with the name of a field; expected one of sample_rate,",
                "digits,n_mels            | with the name of a field; expected one of sample_rate,",
                "digits,                  | with the name of a field; expected one of sample_rate,",
                "words                    | preset must be known; expected one of digits, general, torchaudio, librosa",
            })
    void parse_whatCannotBe_isRefusedByName(String text, String expected) {
        String message =
                assertThrows(InputException.class, () -> LogMelSpec.parse(text)).getMessage();
        assertTrue(message.startsWith("front end \"" + text + "\": "), message);
        assertTrue(message.contains(expected), message);
    }

    @Test
    void of_fieldsThatAreMissingOrTooMany_isRefused() {
        Map<String, Object> missing = new HashMap<>(LogMelSpec.DEFAULT.fields());
        missing.remove("floor");
        assertEquals(
                "floor: must be there; it is missing",
                assertThrows(IllegalArgumentException.class, () -> LogMelSpec.of(missing))
                        .getMessage());
        Map<String, Object> more = new HashMap<>(LogMelSpec.DEFAULT.fields());
        more.put("dither\u001b", 1);
        String message = assertThrows(IllegalArgumentException.class, () -> LogMelSpec.of(more))
                .getMessage();
        assertTrue(message.endsWith(", got dither\\u001b"), message);
    }

    @Test
    void bandOf_frequency_isItsPlaceBetweenTheCenters() {
        for (String text : new String[] {"general", "librosa"}) {
            LogMelSpec spec = LogMelSpec.parse(text);
            assertEquals(-0.5 / spec.nMels(), spec.bandPosition(spec.fMin()), 1e-9);
            assertEquals(1 + 0.5 / spec.nMels(), spec.bandPosition(spec.fMax()), 1e-9);
            assertEquals(
                    spec.bandPosition(1000) + 1.0 / spec.nMels(), spec.bandPosition(1000 + spec.bandStep(1000)), 1e-9);
        }
    }
}
