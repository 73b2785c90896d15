package dev.zankyo.audio;

import java.io.IOException;

/**
 * The position and layout of the samples in a sound file.
 *
 * @param format the layout of the samples
 * @param begin position of the first frame's first byte
 * @param end position behind the last byte of samples; an incomplete last frame is ignored
 * @param remark a remark about the length, or null
 */
record StoredSound(SampleFormat format, long begin, long end, Remark remark) {
    private static final int FRAMES = 4096;

    /**
     * A remark about a file that can be used anyway.
     *
     * @param fault whether samples may be missing
     */
    record Remark(boolean fault, String text) {}

    /**
     * Returns the samples of a file whose header promises {@code promised} bytes, or -1 if it does not say. They end
     * with the file if it is shorter.
     */
    static StoredSound within(FileBytes bytes, SampleFormat format, long begin, long promised) {
        long left = Math.max(0, bytes.size() - begin);
        int frame = format.frameBytes();
        if (promised >= 0 && promised <= left) {
            return new StoredSound(format, begin, begin + promised, null);
        }
        boolean whole = left % frame == 0;
        String text = promised < 0
                ? "the header does not know the length; the samples go on to the end of the file"
                : "truncated; the header promises " + promised / frame + " frames, there are " + left / frame;
        return new StoredSound(format, begin, begin + left, new Remark(!whole, text));
    }

    /** Decodes the samples, some frames at a time. */
    void decode(FileBytes bytes, AudioDecoder.SampleSink sink) throws IOException {
        sink.begin(format.sampleRate(), format.channels());
        int frame = format.frameBytes();
        int most = Math.max(1, Math.min(FRAMES, (1 << 20) / frame));
        SampleReader reader = new SampleReader(format);
        byte[] buffer = new byte[most * frame];
        float[] samples = new float[most * format.channels()];
        long left = (end - begin) / frame;
        for (long position = begin; left > 0; position += buffer.length) {
            int frames = (int) Math.min(most, left);
            if (bytes.read(position, buffer, frames * frame) < frames * frame) {
                throw new IOException("the file became shorter while it was read");
            }
            reader.read(buffer, samples, frames);
            sink.write(samples, frames);
            left -= frames;
        }
        if (remark != null && remark.fault()) {
            sink.warn(remark.text());
        } else if (remark != null) {
            sink.note(remark.text());
        }
    }
}
