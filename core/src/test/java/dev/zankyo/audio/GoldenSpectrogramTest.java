package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of {@link LogMel} against mel spectrograms as librosa and torchaudio define them, computed by
 * {@code make_melspectrograms.py}, next to the numbers. A difference of 1e-4 in the logarithm is a relative difference
 * of 1e-4.
 */
class GoldenSpectrogramTest {
    private static final double LARGEST_DIFFERENCE = 1e-4;
    private static final JsonNode GOLDEN = golden();

    private static JsonNode golden() {
        try (InputStream in = GoldenSpectrogramTest.class.getResourceAsStream("melspectrograms.json")) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<String> cases() {
        return StreamSupport.stream(GOLDEN.get("cases").spliterator(), false)
                .map(golden -> golden.get("name").asText());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void spectrogram_ofTheLibraries_isTheSame(String name) {
        JsonNode golden = StreamSupport.stream(GOLDEN.get("cases").spliterator(), false)
                .filter(one -> one.get("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
        LogMelSpec spec = spec(golden.get("spec"));
        LogMel.Spectrogram found = new LogMel(spec).spectrogram(signal(spec.sampleRate()));
        assertEquals(spec.nMels(), found.bands());
        assertEquals(golden.get("frames").asInt(), found.frames());
        for (int band = 0; band < found.bands(); band++) {
            for (int frame = 0; frame < found.frames(); frame++) {
                double value = golden.get("values").get(band).get(frame).asDouble();
                double expected = Math.log(Math.max(value, spec.floor()));
                assertEquals(
                        expected,
                        found.values()[band * found.frames() + frame],
                        LARGEST_DIFFERENCE,
                        "band " + band + ", frame " + frame);
            }
        }
    }

    @Test
    void presets_namedAfterTheLibraries_areTheirDefaults() {
        assertEquals(spec(GOLDEN.get("cases").get(0).get("spec")), Preset.TORCHAUDIO.spec());
        assertEquals(spec(GOLDEN.get("cases").get(1).get("spec")), Preset.LIBROSA.spec());
    }

    /** Returns the spec of a golden spectrogram; settings that the libraries lack come from their presets. */
    private static LogMelSpec spec(JsonNode golden) {
        Map<String, Object> fields = new HashMap<>(Preset.TORCHAUDIO.spec().fields());
        golden.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return LogMelSpec.of(fields);
    }

    /** Returns the signal that the script generates. */
    private static Recording signal(int sampleRate) {
        float[] samples = new float[GOLDEN.get("samples").asInt()];
        int state = 1;
        for (int n = 0; n < samples.length; n++) {
            state = 1664525 * state + 1013904223;
            int noise = (state >>> 16) - 32768;
            int saw = n * 37 % 4096 - 2048;
            samples[n] = (Math.floorDiv(noise, 8) + 8 * saw) / 32768f;
        }
        return new Recording(sampleRate, 1, samples);
    }
}
