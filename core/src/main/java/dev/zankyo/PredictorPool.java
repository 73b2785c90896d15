package dev.zankyo;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.model.TrainedModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A bounded pool of predictors of one model, in two sizes: for single rows and for batches. Predictors are created when
 * first needed. At most {@code plans} are in use at once, so the pool has at most that many of each size. Safe for
 * several threads.
 */
final class PredictorPool implements AutoCloseable {
    /** The batch size of a predictor. */
    enum Size {
        SINGLE(1),
        BATCH(Predictor.BATCH_SIZE);

        private final int rows;

        Size(int rows) {
            this.rows = rows;
        }
    }

    private final TrainedModel model;
    private final ComputeBackend backend;
    private final ClassifierOptions options;
    private final Semaphore permits;
    private final List<Deque<Predictor>> idle = List.of(new ArrayDeque<>(), new ArrayDeque<>());
    private final AtomicLong memoryBytes = new AtomicLong();
    private volatile boolean closed;

    PredictorPool(TrainedModel model, ComputeBackend backend, ClassifierOptions options) {
        this.model = model;
        this.backend = backend;
        this.options = options;
        permits = new Semaphore(options.plans(), true);
    }

    /**
     * Runs a computation with a predictor that no other thread uses meanwhile. Waits while all predictors are in use.
     *
     * @throws IllegalStateException after {@link #close}
     */
    <T> T with(Size size, Function<Predictor, T> computation) {
        permits.acquireUninterruptibly();
        try {
            requireOpen();
            Predictor predictor = take(size);
            try {
                return computation.apply(predictor);
            } finally {
                give(size, predictor);
            }
        } finally {
            permits.release();
        }
    }

    /** Creates all predictors for single rows and passes each to {@code use}. Other callers wait meanwhile. */
    void fill(Consumer<Predictor> use) {
        permits.acquireUninterruptibly(options.plans());
        try {
            requireOpen();
            List<Predictor> all = new ArrayList<>();
            try {
                for (int i = 0; i < options.plans(); i++) {
                    all.add(take(Size.SINGLE));
                }
                all.forEach(use);
            } finally {
                all.forEach(predictor -> give(Size.SINGLE, predictor));
            }
        } finally {
            permits.release(options.plans());
        }
    }

    private Predictor take(Size size) {
        Predictor waiting;
        synchronized (idle) {
            waiting = idle.get(size.ordinal()).poll();
        }
        if (waiting != null) {
            return waiting;
        }
        var made = Predictor.of(model, backend, new InferenceSpec(size.rows, options.threads(), options.precision()));
        memoryBytes.addAndGet(made.memoryBytes());
        return made;
    }

    private void give(Size size, Predictor predictor) {
        synchronized (idle) {
            idle.get(size.ordinal()).push(predictor);
        }
    }

    /** Returns the bytes of all predictors created so far, in native memory and on the heap; 0 after {@link #close}. */
    long memoryBytes() {
        return memoryBytes.get();
    }

    /** Throws {@link IllegalStateException} after {@link #close}. */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("sound classifier: must not be used after close");
        }
    }

    /** Refuses new callers, waits for current ones, then frees all predictors. */
    @Override
    public void close() {
        closed = true;
        permits.acquireUninterruptibly(options.plans());
        try {
            for (Deque<Predictor> predictors : idle) {
                predictors.forEach(Predictor::close);
                predictors.clear();
            }
            memoryBytes.set(0);
        } finally {
            permits.release(options.plans());
        }
    }
}
