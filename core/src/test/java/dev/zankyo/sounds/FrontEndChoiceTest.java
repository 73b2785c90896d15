package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrontEndChoiceTest {
    @TempDir
    private Path folder;

    private final List<SoundFile> files = new ArrayList<>();

    private void add(int rate, double seconds) {
        Path file = folder.resolve(files.size() + ".wav");
        WavFile.write(new double[(int) (seconds * rate)], rate, file);
        files.add(SoundFile.of(file, file.getFileName().toString()));
    }

    @ParameterizedTest
    @CsvSource({
        "8000,  0.5, 'digits,fit=window'",
        "8000,  4,   'digits,fit=whole'",
        "16000, 1,   'general,fit=window'",
        "44100, 5,   'general,fit=whole'"
    })
    void suiting_mostRecordings_isAnnounced(int rate, double seconds, String expected) throws IOException {
        add(rate, seconds);
        add(48_000, 2);
        add(rate, seconds);
        add(8000, 2);
        add(rate, seconds);
        Files.writeString(files.get(3).path(), "no sound");

        FrontEndChoice choice = FrontEndChoice.choose(files);

        assertEquals(LogMelSpec.parse(expected), choice.spec());
        assertTrue(choice.reason().startsWith("Features: " + choice.spec().nMels() + " mel bands x "), choice.reason());
        assertTrue(choice.reason().contains(" (" + expected + ", chosen for "), choice.reason());
    }

    @Test
    void suiting_noneThatCanBeHeard_isTheGeneralOne() throws IOException {
        add(8000, 1);
        Files.writeString(files.get(0).path(), "no sound");

        assertEquals(LogMelSpec.parse("general"), FrontEndChoice.choose(files).spec());
    }

    @Test
    void named_aPreset_isTaken() {
        assertEquals(LogMelSpec.DEFAULT, FrontEndChoice.named("digits").spec());
    }
}
