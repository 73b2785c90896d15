package dev.zankyo.report;

import dev.zankyo.audio.Recording;
import java.util.Optional;

/**
 * A card about one row: its spectrogram, and its sound if that is known.
 *
 * @param title what it is
 * @param text a line more
 * @param name where it is from
 * @param image the address of its spectrogram
 * @param outline its waveform's path, empty if the sound is not known
 * @param sound the address of its sound, empty if it is not known
 */
record Card(String title, String text, String name, String image, String outline, String sound) {

    /** Returns the card of a row, with at most {@code mostBytes} bytes of samples. */
    static Card of(Evidence evidence, int row, String title, String text, int mostBytes) {
        float[] values = evidence.values(row);
        Optional<Recording> recording = evidence.sounds().apply(row);
        return new Card(
                title,
                text,
                evidence.names().apply(row),
                SpectrogramImage.uri(
                        values, evidence.rows().bands(), evidence.rows().frames(), SpectrogramImage.Range.of(values)),
                recording.map(Hearing::outline).orElse(""),
                recording.map(found -> Hearing.uri(found, mostBytes)).orElse(""));
    }
}
