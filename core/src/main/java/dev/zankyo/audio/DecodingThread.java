package dev.zankyo.audio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A sound that a daemon thread decodes while another thread reads its samples in pieces. The decoding thread is at most
 * {@value #PIECES} pieces ahead, so memory does not grow with the file. The decoding thread stops at the end of the
 * file, after a failure, or on {@link #close}. {@link #next} throws the failure.
 */
final class DecodingThread implements AutoCloseable {
    static final String NAME = "zankyo-decode";

    private static final int PIECES = 8;

    /**
     * The longest wait of {@link #close} for a thread that reads a stream. A read from a pipe cannot be interrupted.
     */
    private static final long STREAM_MILLIS = 1000;

    /** An exception that stops the decoder after {@link #close}. */
    private static final class ClosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ClosedException() {
            super("closed", null, false, false);
        }
    }

    /** The output that the decoding thread writes to. */
    private final class Output implements Mixdown.Output {
        @Override
        public void begin(int rate, int channels) {
            synchronized (DecodingThread.this) {
                sampleRate = rate;
            }
        }

        @Override
        public void write(float[] samples) {
            put(samples);
        }
    }

    private final SoundSource source;
    private final Remarks remarks;
    private final Thread thread = new Thread(this::run, NAME);
    private final Deque<float[]> pieces = new ArrayDeque<>();
    private final Deque<Consumer<Remarks>> remarked = new ArrayDeque<>();
    private int sampleRate;
    private boolean started;
    private boolean ended;
    private boolean closed;
    private Throwable failure;

    /**
     * Prepares to decode; the first call of {@link #next} starts the thread.
     *
     * @param remarks called by {@link #next}, on its thread
     */
    DecodingThread(SoundSource source, Remarks remarks) {
        this.source = source;
        this.remarks = remarks;
        thread.setDaemon(true);
    }

    private void run() {
        Throwable thrown = null;
        try {
            source.decode(new Output(), new Later());
        } catch (RuntimeException | Error e) {
            thrown = e;
        }
        synchronized (this) {
            failure = thrown;
            ended = true;
            notifyAll();
        }
    }

    private synchronized void put(float[] samples) {
        try {
            while (pieces.size() == PIECES && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new ClosedException(); // only close interrupts this thread
        }
        if (closed) {
            throw new ClosedException();
        }
        pieces.add(samples);
        notifyAll();
    }

    /** Keeps remarks for the thread that reads. */
    private final class Later implements Remarks {
        @Override
        public void warn(String warning) {
            add(to -> to.warn(warning));
        }

        @Override
        public void note(String note) {
            add(to -> to.note(note));
        }

        private void add(Consumer<Remarks> remark) {
            synchronized (DecodingThread.this) {
                remarked.add(remark);
            }
        }
    }

    /** Returns whether {@link #next} would return without waiting. */
    synchronized boolean isReady() {
        return !pieces.isEmpty() || ended || closed;
    }

    /** Returns the sample rate in hertz; valid once {@link #next} has returned the first piece. */
    synchronized int sampleRate() {
        return sampleRate;
    }

    /**
     * Waits for the next samples and returns them; null at the end of the file.
     *
     * @throws dev.zankyo.InputException if the file cannot be decoded
     * @throws IllegalStateException after {@link #close}, or if the waiting thread is interrupted; its interrupt status
     *     stays set
     */
    float[] next() {
        float[] piece;
        Deque<Consumer<Remarks>> said;
        synchronized (this) {
            if (!started && !closed) {
                started = true;
                thread.start();
            }
            try {
                while (pieces.isEmpty() && !ended && !closed) {
                    wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("recording: interrupted while it was decoded", e);
            }
            if (closed) {
                throw new IllegalStateException("recording: must not be read after close");
            }
            piece = pieces.poll();
            notifyAll();
            said = new ArrayDeque<>(remarked);
            remarked.clear();
        }
        said.forEach(remark -> remark.accept(remarks));
        if (piece == null && failure != null) {
            switch (failure) {
                case Error e -> throw e;
                case RuntimeException e -> throw e;
                default -> throw new IllegalStateException(failure);
            }
        }
        return piece;
    }

    /**
     * Stops the decoding thread and waits for it. After this call, nothing reads the file. A thread that still waits
     * for bytes of a stream after a second is left running; it ends when bytes arrive.
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            pieces.clear();
            notifyAll();
        }
        thread.interrupt(); // a decoder may be waiting for a slow disk
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                if (source.isLive()) {
                    thread.join(STREAM_MILLIS);
                    break;
                }
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
