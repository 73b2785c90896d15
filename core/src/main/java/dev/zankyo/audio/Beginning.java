package dev.zankyo.audio;

import java.nio.file.Path;

/** A collector of the first seconds of a recording. It stops the decoder when it has them. */
final class Beginning implements Mixdown.Output {
    private final SampleCollector samples = new SampleCollector();
    private final double seconds;
    private long left;

    private Beginning(double seconds) {
        this.seconds = seconds;
    }

    /** An exception that stops the decoder. */
    private static final class EnoughException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EnoughException() {
            super("enough", null, false, false);
        }
    }

    static Recording read(Path file, String name, double seconds) {
        var beginning = new Beginning(seconds);
        try {
            AudioFile.decode(file, name, beginning, warning -> {});
        } catch (EnoughException e) {
            // The rest of the file is not needed.
        }
        return beginning.samples.recording();
    }

    @Override
    public void begin(int sampleRate, int channels) {
        samples.begin(sampleRate, channels);
        left = Math.max(1, Math.round(seconds * sampleRate));
    }

    /** Adds whole pieces, so the recording may be up to one piece longer than the seconds asked for. */
    @Override
    public void write(float[] piece) {
        samples.write(piece);
        left -= piece.length;
        if (left <= 0) {
            throw new EnoughException();
        }
    }
}
