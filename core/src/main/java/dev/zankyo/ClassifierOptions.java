package dev.zankyo;

import dev.zankyo.backend.Backends;
import dev.zankyo.backend.Precision;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The settings of a {@link SoundClassifier}. A <em>plan</em> is the network as compiled by a backend; it computes one
 * prediction at a time. Immutable: every setter returns a new object.
 *
 * <pre>{@code
 * var options = ClassifierOptions.defaults().backend("java").plans(4);
 * }</pre>
 */
public final class ClassifierOptions {
    private static final ClassifierOptions DEFAULTS = new ClassifierOptions(
            Backends.AUTO,
            Runtime.getRuntime().availableProcessors(),
            1,
            Precision.FLOAT32,
            Long.MAX_VALUE,
            warning -> {});

    private final String backend;
    private final int plans;
    private final int threads;
    private final Precision precision;
    private final long memoryLimit;
    private final Consumer<String> warnings;

    private ClassifierOptions(
            String backend, int plans, int threads, Precision precision, long memoryLimit, Consumer<String> warnings) {
        this.backend = Objects.requireNonNull(backend, "backend");
        this.plans = requirePositive("plans", plans);
        this.threads = requirePositive("threads", threads);
        this.precision = Objects.requireNonNull(precision, "precision");
        this.memoryLimit = memoryLimit;
        this.warnings = Objects.requireNonNull(warnings, "warnings");
        if (memoryLimit <= 0) {
            throw new IllegalArgumentException("memory limit: must be positive; got " + memoryLimit);
        }
    }

    private static int requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": must be positive; got " + value);
        }
        return value;
    }

    /** Returns the default settings: the best backend, as many plans as processors, and one thread per plan. */
    public static ClassifierOptions defaults() {
        return DEFAULTS;
    }

    /** Returns the name of the backend. */
    public String backend() {
        return backend;
    }

    /** Sets the backend by name. The default, {@code auto}, selects the best one that is available. */
    public ClassifierOptions backend(String name) {
        return new ClassifierOptions(name, plans, threads, precision, memoryLimit, warnings);
    }

    /** Returns the number of predictions that can be computed at once. */
    public int plans() {
        return plans;
    }

    /**
     * Sets the number of predictions that can be computed at once. Each of them needs a plan with its own copy of the
     * weights. Further callers wait. The default is the number of processors.
     */
    public ClassifierOptions plans(int count) {
        return new ClassifierOptions(backend, count, threads, precision, memoryLimit, warnings);
    }

    /** Returns the number of threads that compute one prediction. */
    public int threads() {
        return threads;
    }

    /**
     * Sets the number of threads that compute one prediction. The default of 1 is best if several callers predict at
     * once; more threads shorten the wait of a single caller.
     */
    public ClassifierOptions threads(int count) {
        return new ClassifierOptions(backend, plans, count, precision, memoryLimit, warnings);
    }

    /** Returns the number format of the computation. */
    public Precision precision() {
        return precision;
    }

    /** Sets the number format of the computation. The default is float32. */
    public ClassifierOptions precision(Precision format) {
        return new ClassifierOptions(backend, plans, threads, format, memoryLimit, warnings);
    }

    /** Returns the maximum memory of one plan in bytes. */
    public long memoryLimit() {
        return memoryLimit;
    }

    /**
     * Sets the maximum memory of one plan in bytes. A plan that needs more is refused before it allocates any. By
     * default there is no limit.
     */
    public ClassifierOptions memoryLimit(long bytes) {
        return new ClassifierOptions(backend, plans, threads, precision, bytes, warnings);
    }

    /** Returns the receiver of warnings. */
    public Consumer<String> warnings() {
        return warnings;
    }

    /**
     * Sets the receiver of warnings about recordings that are used anyway, such as truncated files. A warning is one
     * line that starts with the file's name. The receiver is called by the thread that predicts. By default warnings
     * are ignored.
     */
    public ClassifierOptions warnings(Consumer<String> receiver) {
        return new ClassifierOptions(backend, plans, threads, precision, memoryLimit, receiver);
    }
}
