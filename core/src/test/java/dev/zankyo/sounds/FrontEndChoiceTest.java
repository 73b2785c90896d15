package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Span;
import dev.zankyo.audio.WavFile;
import dev.zankyo.data.Finding;
import dev.zankyo.data.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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

        FrontEndChoice choice = FrontEndChoice.choose(files, 2);

        assertEquals(LogMelSpec.parse(expected), choice.spec());
        assertTrue(choice.reason().startsWith("Features: " + choice.spec().nMels() + " mel bands x "), choice.reason());
        assertTrue(choice.reason().contains(" (" + expected + ", chosen for "), choice.reason());
    }

    @Test
    void suiting_noneThatCanBeHeard_isTheGeneralOne() throws IOException {
        add(8000, 1);
        Files.writeString(files.get(0).path(), "no sound");

        assertEquals(
                LogMelSpec.parse("general"), FrontEndChoice.choose(files, 2).spec());
    }

    /** Checks the upper and lower end of the band that is chosen for calls of several pitches. */
    @ParameterizedTest
    @CsvSource({
        "44100,  0.05,  '11000,14000',       20, 16000, 32000",
        "44100,  0.05,  '600,1200,11000,14000', 20, 16000, 32000",
        "48000,  0.05,  '12000,21000',       20, 24000, 48000",
        "192000, 0.005, '22000,45000',       20, 64000, 128000",
        "16000,  0.5,   '25,40',             5,  1000,  2000",
        "8000,   0.5,   '25,40',             5,  250,   500",
        "44100,  0.05,  '1000,1500',         20, 8000,  16000",
        "44100,  0.05,  '5000,11000',        20, 8000,  16000",
        "44100,  0.05,  '5000,5800',         20, 8000,  16000",
        "44100,  0.05,  '6000,6800',         20, 8000,  16000",
        "8000,   0.05,  '500,900',           50, 4000,  8000"
    })
    void choose_pitchThatTellsClassesApart_isHeard(
            int rate, double callSeconds, String pitches, double lowest, double highest, int chosenRate) {
        double[] hertz =
                Stream.of(pitches.split(",")).mapToDouble(Double::valueOf).toArray();
        files.addAll(Calls.write(folder, rate, callSeconds, 12, hertz));

        FrontEndChoice choice = FrontEndChoice.choose(files, 2);

        assertEquals(
                List.of(lowest, highest),
                List.of(choice.spec().fMin(), choice.spec().fMax()),
                choice.reason());
        assertEquals(chosenRate, choice.spec().sampleRate(), choice.reason());
        assertTrue(
                choice.reason().contains(String.format(Locale.ROOT, ", %.0f to %.0f Hz, ", lowest, highest)),
                choice.reason());
        assertTrue(
                choice.findings().stream().noneMatch(finding -> finding.kind() == Kind.OUTSIDE_BAND),
                () -> choice.findings().toString());
    }

    @Test
    void choose_callsMuchShorterThanAFrame_reportsThem() {
        files.addAll(Calls.write(folder, 16_000, 0.002, 12, 1000, 3000));

        List<Finding> findings = FrontEndChoice.choose(files, 2).findings();

        assertEquals(
                List.of(Kind.SHORT_SOUNDS), findings.stream().map(Finding::kind).toList());
    }

    @Test
    void choose_classesToldApartAboveThePreset_saysWhyAndKeepsTheDurationOfFrames() {
        files.addAll(Calls.write(folder, 44_100, 0.05, 12, 11_000, 14_000));

        FrontEndChoice choice = FrontEndChoice.choose(files, 2);

        LogMelSpec spec = choice.spec();
        assertEquals(
                List.of(32_000, 1024, 800, 500),
                List.of(spec.sampleRate(), spec.nFft(), spec.winLength(), spec.hopLength()));
        assertTrue(
                choice.reason()
                        .endsWith(" Hz with what tells the classes apart above 8000 Hz; change with {frontEnd})"),
                choice.reason());
    }

    /** Checks that classes that differ in nothing get the preset, unless nearly all sound is outside of its band. */
    @ParameterizedTest
    @CsvSource({"2000, 8000", "11000, 16000"})
    void choose_equalClasses_decidesByEnergy(double hertz, double highest) {
        files.addAll(Calls.write(folder, 44_100, 0.05, 16, hertz));
        files.replaceAll(
                file -> file.with(Annotation.label("class " + file.name().length() % 2)));

        assertEquals(highest, FrontEndChoice.choose(files, 2).spec().fMax());
    }

    @Test
    void choose_unknownClasses_decidesByEnergy() {
        files.addAll(Calls.write(folder, 44_100, 0.05, 8, 11_000));
        files.replaceAll(file -> SoundFile.of(file.path(), file.name()));

        FrontEndChoice choice = FrontEndChoice.choose(files, 2);

        assertEquals(16_000, choice.spec().fMax());
        assertTrue(choice.reason().contains(" with most of the sound above 8000 Hz;"), choice.reason());
    }

    /** Checks that a class of low sample rate bounds the band: above it, silence would give that class away. */
    @Test
    void choose_aClassOfLowSampleRate_boundsTheBand() {
        files.addAll(Calls.write(folder, 44_100, 0.05, 12, 1000, 11_000));
        files.addAll(Calls.write(folder, 16_000, 0.05, 12, 1001));

        assertEquals(8000, FrontEndChoice.choose(files, 2).spec().fMax());
    }

    /** Checks that segments of one recording are measured separately: each has a different class. */
    @Test
    void choose_segmentsOfOneRecording_areMeasuredApart() {
        double[] samples = new double[24 * 44_100];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = 0.5 * Math.sin(2 * Math.PI * (n / 44_100 % 2 == 0 ? 11_000 : 14_000) * n / 44_100);
        }
        Path file = folder.resolve("long.wav");
        WavFile.write(samples, 44_100, file);
        for (int second = 0; second < 24; second++) {
            Span span = new Span(second, second + 1, Span.Unit.SECONDS);
            files.add(new SoundFile(
                    file, "long.wav", Annotation.label("class " + second % 2).withSpan(Optional.of(span))));
        }

        FrontEndChoice choice = FrontEndChoice.choose(files, 2);

        assertEquals(16_000, choice.spec().fMax());
        assertTrue(choice.reason().contains("what tells the classes apart above 8000 Hz"), choice.reason());
    }

    @Test
    void named_aPreset_isTaken() {
        assertEquals(LogMelSpec.DEFAULT, FrontEndChoice.named("digits").spec());
    }
}
