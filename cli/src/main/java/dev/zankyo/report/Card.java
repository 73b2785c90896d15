package dev.zankyo.report;

import dev.zankyo.audio.Recording;
import java.util.Optional;

/**
 * A card about one row: its spectrogram, and its sound if that is known.
 *
 * @param title the title
 * @param text a second line
 * @param name the name of the row
 * @param image the data URI of its spectrogram
 * @param outline the SVG path of its waveform; empty if the sound is unknown
 * @param sound the data URI of its sound; empty if it is unknown
 */
record Card(String title, String text, String name, String image, String outline, String sound) {

    /** Returns the card of a row, with at most {@code memoryLimit} bytes of samples. */
    static Card of(Evidence evidence, int row, String title, String text, int memoryLimit) {
        float[] values = evidence.values(row);
        Optional<Recording> recording = evidence.sounds().apply(row);
        return new Card(
                title,
                text,
                evidence.names().apply(row),
                SpectrogramImage.uri(
                        values, evidence.rows().bands(), evidence.rows().frames(), SpectrogramImage.Range.of(values)),
                recording.map(Hearing::outline).orElse(""),
                recording.map(found -> Hearing.uri(found, memoryLimit)).orElse(""));
    }
}
