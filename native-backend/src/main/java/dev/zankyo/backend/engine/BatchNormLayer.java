package dev.zankyo.backend.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.lowering.Instruction.BatchNormBackward;
import dev.zankyo.backend.lowering.Instruction.BatchNormForward;
import dev.zankyo.backend.lowering.Instruction.BatchNormGradientSums;
import dev.zankyo.backend.lowering.Instruction.BatchNormStatistics;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A batch normalization. Each slice is summed in float32, then added to the float64 sums of its share. After the
 * barrier every worker combines the shares in their order and keeps its own copy of the resulting coefficients.
 * Variances are computed from deviations from the share's first pixel, so that a large mean causes no cancellation.
 *
 * <p>With few channels, several pixels make one row, as if the channels were repeated: this fills the vectors.
 */
class BatchNormLayer {
    /** The length in elements up to which rows are filled with repeated channels: four of the widest vectors. */
    private static final int WIDTH = 64;

    private final Storage storage;
    private final Kernels kernels;
    private final float[] movingStatistics;
    private final Op.BatchNorm op;
    private final Partition partition;
    private final int channels;
    private final int repeat;
    private final int width;

    /** The position of each column in the kernels' order. */
    private final int[] place;

    private final int pixels;
    private final long gamma;
    private final long beta;
    private final int movingMean;
    private final int movingVariance;
    private final Share[] shares;
    private final Coefficients[] coefficients;

    /** The sums over the images of one share. */
    private static final class Share {
        /** The first pixel of the share, as a row of the kernels: {@code width} elements in their order. */
        final float[] pivot;

        /**
         * The two sums of {@link Kernels#statistics} or of {@link Kernels#gradientSums}: the first sums of all
         * channels, then the second sums of all channels.
         */
        final double[] sums;

        Share(int channels, int width) {
            pivot = new float[width];
            sums = new double[2 * channels];
        }
    }

    /**
     * The coefficients by which a worker normalizes. Float arrays are rows of {@code width} elements, in the kernels'
     * order.
     */
    private static final class Coefficients {
        /** Mean, scale, shift, offset; see {@link Kernels#normalize}. */
        final float[] norm;

        /** Slope, mean gradient, base; see {@link Kernels#normalizeBackward}. */
        final float[] line;

        final double[] inverseDeviation;

        /** Sums of one slice. */
        final float[] sums;

        Coefficients(int channels, int width) {
            norm = new float[4 * width];
            line = new float[3 * width];
            inverseDeviation = new double[channels];
            sums = new float[2 * width];
        }
    }

    BatchNormLayer(
            Node node,
            Precision precision,
            Storage storage,
            ParameterOrder order,
            Kernels.Family kernels,
            float[] movingStatistics) {
        this.storage = storage;
        this.kernels = kernels.of(precision);
        this.movingStatistics = movingStatistics;
        op = (Op.BatchNorm) node.op();
        partition = storage.partition();
        channels = node.shape().channels();
        pixels = node.shape().size() / channels;
        repeat = repeat(channels, pixels);
        width = repeat * channels;
        place = IntStream.range(0, width).map(c -> this.kernels.place(c, width)).toArray();
        gamma = order.offset(node.parameter(Role.GAMMA));
        beta = order.offset(node.parameter(Role.BETA));
        Parameter mean = node.parameter(Role.MOVING_MEAN);
        movingMean = mean.offset();
        movingVariance = node.parameter(Role.MOVING_VARIANCE).offset();
        shares = new Share[partition.shares()];
        Arrays.setAll(shares, i -> new Share(channels, width));
        coefficients = new Coefficients[partition.workers()];
        Arrays.setAll(coefficients, i -> new Coefficients(channels, width));
    }

    private static int repeat(int channels, int pixels) {
        for (int repeat = WIDTH / channels; repeat > 1; repeat--) {
            if (pixels % repeat == 0) {
                return repeat;
            }
        }
        return 1;
    }

    final Storage storage() {
        return storage;
    }

    final int channels() {
        return channels;
    }

    /** Returns the number of pixels of a slice. */
    final int pixels(Slice slice) {
        return slice.count() * pixels;
    }

    /** Returns the name of the implementation, for {@code describe()}. */
    String description() {
        return kernels.description();
    }

    /** Resets the sums of a share's channel. They are sums of deviations from {@code pivot}. */
    final void startSums(int share, int c, float pivot) {
        set(shares[share].pivot, 0, c, pivot);
        shares[share].sums[c] = 0;
        shares[share].sums[channels + c] = 0;
    }

    final float pivot(int share, int c) {
        return shares[share].pivot[place[c]];
    }

    /** Adds to a share's two sums of a channel. */
    final void add(int share, int c, double first, double second) {
        shares[share].sums[c] += first;
        shares[share].sums[channels + c] += second;
    }

    final double inverseDeviation(int worker, int c) {
        return coefficients[worker].inverseDeviation[c];
    }

    private int rows(Slice slice) {
        return slice.count() * pixels / repeat;
    }

    Runnable statistics(BatchNormStatistics i, Slice slice) {
        long x = storage.offset(i.x(), slice);
        Share share = shares[slice.share()];
        float[] sums = coefficients[slice.worker()].sums;
        return () -> {
            if (slice.firstOfShare()) {
                kernels.read(storage.memory(), x, sums, 0, channels);
                for (int c = 0; c < channels; c++) {
                    set(share.pivot, 0, c, sums[c]);
                }
                Arrays.fill(share.sums, 0);
            }
            kernels.statistics(storage.memory(), x, rows(slice), width, share.pivot, sums);
            add(sums, share.sums);
        };
    }

    private void add(float[] sums, double[] total) {
        for (int half = 0; half < 2; half++) {
            for (int r = 0; r < repeat; r++) {
                for (int c = 0; c < channels; c++) {
                    total[half * channels + c] += sums[half * width + place[r * channels + c]];
                }
            }
        }
    }

    /**
     * Returns the task that combines the shares' sums into mean and variance of the batch. The sums of each share refer
     * to its own pivot. Worker 0 also updates the moving statistics.
     */
    Runnable reduceStatistics(int worker) {
        double[] counts = new double[partition.shares()];
        Arrays.setAll(counts, share -> (double) partition.imagesOf(share) * pixels);
        double count = (double) partition.batchSize() * pixels;
        double momentum = op.momentum();
        return () -> {
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int s = 0; s < shares.length; s++) {
                    sum += counts[s] * shares[s].pivot[place[c]] + shares[s].sums[c];
                }
                double mean = sum / count;
                double squares = 0;
                for (int s = 0; s < shares.length; s++) {
                    double deviation = shares[s].sums[c] / counts[s];
                    double between = shares[s].pivot[place[c]] + deviation - mean;
                    squares += shares[s].sums[channels + c] - counts[s] * deviation * deviation;
                    squares += counts[s] * between * between;
                }
                double variance = Math.max(squares / count, 0);
                normalizeBy(worker, c, mean, variance);
                if (worker == 0) {
                    double unbiased = variance * count / Math.max(count - 1, 1);
                    move(movingMean + c, momentum, mean);
                    move(movingVariance + c, momentum, unbiased);
                }
            }
        };
    }

    private void move(int statistic, double momentum, double value) {
        movingStatistics[statistic] = (float) (momentum * movingStatistics[statistic] + (1 - momentum) * value);
    }

    /** Sets the coefficients of all workers from the moving statistics. */
    void useMovingStatistics() {
        for (int worker = 0; worker < coefficients.length; worker++) {
            for (int c = 0; c < channels; c++) {
                normalizeBy(worker, c, movingStatistics[movingMean + c], movingStatistics[movingVariance + c]);
            }
        }
    }

    /** Sets the mean and variance that a worker normalizes a channel by. */
    void normalizeBy(int worker, int c, double mean, double variance) {
        Coefficients own = coefficients[worker];
        own.inverseDeviation[c] = 1 / Math.sqrt(variance + op.epsilon());
        double scale = parameter(gamma, c) * own.inverseDeviation[c];
        float shift = parameter(beta, c);
        set(own.norm, 0, c, (float) mean);
        set(own.norm, 1, c, (float) scale);
        set(own.norm, 2, c, shift);
        set(own.norm, 3, c, (float) (shift - mean * scale));
    }

    private float parameter(long tensor, int c) {
        return storage.memory().get(JAVA_FLOAT, storage.values() + tensor + 4L * c);
    }

    /** Writes a channel's value into a row, once for each repetition of the channel. */
    private void set(float[] rows, int row, int channel, float value) {
        for (int c = channel; c < width; c += channels) {
            rows[row * width + place[c]] = value;
        }
    }

    Runnable forward(BatchNormForward i, Slice slice) {
        long x = storage.offset(i.x(), slice);
        long residual = i.residual() == null ? -1 : storage.offset(i.residual(), slice);
        long y = storage.offset(i.y(), slice);
        float[] norm = coefficients[slice.worker()].norm;
        int rows = rows(slice);
        boolean relu = i.relu();
        return () -> kernels.normalize(storage.memory(), x, residual, y, rows, width, norm, relu);
    }

    Runnable gradientSums(BatchNormGradientSums i, Slice slice) {
        long x = storage.offset(i.x(), slice);
        long dy = storage.offset(i.dy(), slice);
        Coefficients own = coefficients[slice.worker()];
        double[] total = shares[slice.share()].sums;
        return () -> {
            if (slice.firstOfShare()) {
                Arrays.fill(total, 0);
            }
            kernels.gradientSums(storage.memory(), x, dy, rows(slice), width, own.norm, i.relu(), own.sums);
            add(own.sums, total);
        };
    }

    /**
     * Returns the task that computes the gradients of gamma and beta, and the coefficients of the input's gradient.
     * With s = 1 / deviation, {@code dx = gamma * s * (g - mean(g) - (x - mean) * s^2 * mean(g * (x - mean)))} (Ioffe
     * and Szegedy 2015, section 3).
     */
    Runnable reduceGradientSums(int worker) {
        Coefficients own = coefficients[worker];
        double count = (double) partition.batchSize() * pixels;
        return () -> {
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                double products = 0;
                for (Share share : shares) {
                    sum += share.sums[c];
                    products += share.sums[channels + c];
                }
                double inverse = own.inverseDeviation[c];
                double scale = parameter(gamma, c) * inverse;
                double slope = -scale * inverse * inverse * products / count;
                double meanGradient = sum / count;
                set(own.line, 0, c, (float) slope);
                set(own.line, 1, c, (float) meanGradient);
                set(own.line, 2, c, (float) (-own.norm[place[c]] * slope - meanGradient * scale));
                if (worker == 0) {
                    setGradient(beta, c, (float) sum);
                    setGradient(gamma, c, (float) (products * inverse));
                }
            }
        };
    }

    private void setGradient(long tensor, int c, float value) {
        storage.memory().set(JAVA_FLOAT, storage.gradients(0) + tensor + 4L * c, value);
    }

    Runnable backward(BatchNormBackward i, Slice slice) {
        long x = storage.offset(i.x(), slice);
        long dy = storage.offset(i.dy(), slice);
        long dx = storage.offset(i.dx(), slice);
        long sum = i.sum() == null ? -1 : storage.offset(i.sum(), slice);
        Coefficients own = coefficients[slice.worker()];
        int rows = rows(slice);
        boolean relu = i.relu();
        return () -> kernels.normalizeBackward(storage.memory(), x, dy, dx, sum, rows, width, own.norm, own.line, relu);
    }
}
