package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Recording;
import dev.zankyo.data.Finding;
import dev.zankyo.data.Finding.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrontEndCheckTest {
    @TempDir
    private Path folder;

    private List<Finding> findings(String frontEnd, int rate, double callSeconds, double... hertz) {
        return FrontEndChoice.named(frontEnd, Calls.write(folder, rate, callSeconds, 12, hertz), 2)
                .findings();
    }

    @Test
    void examine_callsInTheBand_findsNothing() {
        assertEquals(List.of(), findings("general", 44_100, 0.1, 1000, 1500));
    }

    @Test
    void examine_classesToldApartAboveTheBand_areFoundAndTheRemedyHearsThem() {
        Finding finding = findings("general", 44_100, 0.1, 11_000, 14_000).getFirst();

        assertEquals(Kind.OUTSIDE_BAND, finding.kind());
        assertTrue(
                finding.text()
                        .startsWith("sound above 8000 Hz, the end of the front end's band, tells classes apart: the"
                                + " level per band predicts 100 % of the classes, without it "),
                finding.text());
        String remedy = " (pass {frontEnd} general,sample_rate=32000,f_max=16000,n_fft=1024,win_length=800,"
                + "hop_length=500)";
        assertTrue(finding.text().endsWith(remedy), finding.text());
    }

    @Test
    void examine_energyAboveTheBand_isFound() {
        Finding finding = findings("digits", 44_100, 0.1, 6000).getFirst();

        assertEquals(
                "sound above 4000 Hz, the end of the front end's band, has most of the recordings' energy (pass"
                        + " {frontEnd} digits,sample_rate=16000,f_max=8000,n_fft=1024,win_length=512,hop_length=256)",
                finding.text());
    }

    @Test
    void examine_classesToldApartBelowTheBand_areFound() {
        Finding finding = findings("general,f_min=100", 16_000, 0.5, 25, 40).getFirst();

        assertEquals(Kind.OUTSIDE_BAND, finding.kind());
        assertTrue(
                finding.text()
                        .startsWith("sound at low frequencies, which the front end does not resolve from 100 Hz on,"
                                + " tells classes apart: "),
                finding.text());
    }

    @Test
    void examine_callsMuchShorterThanAFrame_areFoundAndTheRemedyIsAFrontEnd() {
        List<Finding> findings = findings("general,frames=5", 16_000, 0.02, 1000, 3000);

        assertEquals(
                List.of(Kind.SHORT_SOUNDS), findings.stream().map(Finding::kind).toList());
        String text = findings.getFirst().text();
        assertTrue(text.startsWith("the loudest sounds last 0.01"), text);
        String remedy = text.substring(text.indexOf("{frontEnd} ") + 11, text.length() - 1);
        int frames = LogMelSpec.parse(remedy).frames();
        assertTrue(frames > 20 && frames < 60, text);
    }

    @Test
    void examine_callsMuchShorterThanAWindow_getAShorterWindow() {
        List<Finding> findings = findings("general,fit=window,n_fft=8192,win_length=8000", 16_000, 0.02, 1000, 3000);

        assertEquals(
                List.of(Kind.SHORT_SOUNDS), findings.stream().map(Finding::kind).toList());
        String text = findings.getFirst().text();
        assertTrue(text.contains("(pass {frontEnd} general,fit=window,n_fft=8192,win_length=8000,win_length="), text);
    }

    @Test
    void examine_noRecordingThatCanBeRead_findsNothing() {
        assertEquals(List.of(), FrontEndChoice.named("general", List.of(), 1).findings());
    }

    /** Checks the duration of a tone between silences; a low tone is quiet twice per period. */
    @ParameterizedTest
    @CsvSource({"0.3, 1000", "0.3, 30", "0.01, 2000"})
    void seconds_ofATone_isItsDuration(double seconds, double hertz) {
        float[] samples = new float[16_000];
        for (int n = 0; n < seconds * 16_000; n++) {
            samples[4000 + n] = (float) Math.sin(2 * Math.PI * hertz * n / 16_000);
        }
        assertEquals(seconds, LoudestSound.seconds(Recording.of(samples, 16_000)), 0.008);
    }
}
