package dev.zankyo.audio;

import java.io.IOException;

/**
 * The position and layout of the samples in a sound file.
 *
 * @param format the layout of the samples
 * @param begin position of the first frame's first byte
 * @param end position behind the last byte of samples; an incomplete last frame is ignored. It is {@link
 *     ByteSource#UNKNOWN} in a stream whose header does not state the length
 * @param promised bytes of samples that the header promises, or -1 if it does not say
 */
record StoredSound(SampleFormat format, long begin, long end, long promised) {
    private static final int FRAMES = 4096;

    /**
     * Returns the samples of a file. If the file is shorter than promised, the samples end with it. Also if {@code
     * promised} is -1, because the header states no length, they end with the file.
     */
    static StoredSound within(ByteSource bytes, SampleFormat format, long begin, long promised) {
        boolean there = promised >= 0 && bytes.mayHold(begin, promised);
        return new StoredSound(format, begin, there ? begin + promised : Math.max(begin, bytes.size()), promised);
    }

    /** Decodes the samples, some frames at a time. */
    void decode(ByteSource bytes, AudioDecoder.SampleSink sink) throws IOException {
        sink.begin(format.sampleRate(), format.channels());
        decodeFrames(bytes, sink);
        remark(Math.max(0, Math.min(end, bytes.size()) - begin), sink);
    }

    /** Decodes all whole frames and returns the position behind them. */
    long decodeFrames(ByteSource bytes, AudioDecoder.SampleSink sink) throws IOException {
        int frame = format.frameBytes();
        int most = Math.max(1, Math.min(FRAMES, (1 << 20) / frame));
        SampleReader reader = new SampleReader(format);
        byte[] buffer = new byte[most * frame];
        float[] samples = new float[most * format.channels()];
        long position = begin;
        long last = end - (end - begin) % frame;
        int held = 0; // bytes of an incomplete frame at the start of the buffer
        while (position < last) {
            int read = bytes.read(position, buffer, held, (int) Math.min(buffer.length - held, last - position));
            if (read == 0 && position < bytes.size()) {
                throw new IOException("the file became shorter while it was read");
            }
            if (read == 0) {
                break; // a stream has ended
            }
            position += read;
            held += read;
            int frames = held / frame;
            reader.read(buffer, samples, frames);
            sink.write(samples, frames);
            held -= frames * frame;
            System.arraycopy(buffer, frames * frame, buffer, 0, held);
        }
        return position - held;
    }

    /**
     * Reports a header that promises more samples than the file has, or no length: a warning if the last frame is
     * incomplete, otherwise a note.
     */
    private void remark(long there, Remarks remarks) {
        if (promised >= 0 && promised <= there) {
            return;
        }
        int frame = format.frameBytes();
        String text = promised < 0
                ? "the header does not know the length; the samples go on to the end of the file"
                : "truncated; the header promises " + promised / frame + " frames, there are " + there / frame;
        if (there % frame == 0) {
            remarks.note(text);
        } else {
            remarks.warn(text);
        }
    }
}
