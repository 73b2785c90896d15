package dev.zankyo.backend.jvm;

import dev.zankyo.backend.lowering.Tensor;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter.Role;
import java.util.List;

/**
 * A batch normalisation. Sums are made image by image in float32 and put together in float64, in the order of the images;
 * variances by the deviations from each image's first pixel, so that a large mean cancels nothing.
 */
final class BatchNormLayer {
    private final Storage storage;
    private final Kernels kernels;
    private final Op.BatchNorm op;
    private final int images;
    private final int size;
    private final int height;
    private final int rowSize;
    private final int pixels;
    private final int channels;
    private final int gamma;
    private final int beta;
    private final int movingMean;
    private final int movingVariance;

    /** Mean, scale and shift of {@link Kernels#normalise}. */
    private final float[] norm;

    /** Slope and mean gradient of {@link Kernels#normaliseBackward}. */
    private final float[] line;

    private final double[] inverseDeviation;
    private final float[] partials;

    BatchNormLayer(Node node, Storage storage, Kernels kernels) {
        this.storage = storage;
        this.kernels = kernels;
        op = (Op.BatchNorm) node.op();
        images = storage.batchSize();
        size = node.shape().size();
        height = node.shape().height();
        rowSize = size / height;
        channels = node.shape().channels();
        pixels = size / channels;
        gamma = node.parameter(Role.GAMMA).offset();
        beta = node.parameter(Role.BETA).offset();
        movingMean = node.parameter(Role.MOVING_MEAN).offset();
        movingVariance = node.parameter(Role.MOVING_VARIANCE).offset();
        norm = new float[3 * channels];
        line = new float[2 * channels];
        inverseDeviation = new double[channels];
        partials = new float[images * 2 * channels];
    }

    List<Phase> forward(Tensor x, Tensor y, boolean relu) {
        int xBase = storage.offset(x);
        Phase deviations = new Phase(images, (from, to, worker) -> {
            for (int image = from; image < to; image++) {
                int q = xBase + image * size;
                kernels.deviations(storage.slab, q, pixels, channels, partials, image * 2 * channels);
            }
        });
        Phase statistics = new Phase(channels, (from, to, worker) -> {
            for (int c = from; c < to; c++) {
                statistics(c, xBase + c);
            }
        });
        return List.of(deviations, statistics, normalise(x, y, relu));
    }

    /** Mean and variance of a channel whose first element lies at {@code first}: of equal groups, put together. */
    private void statistics(int c, int first) {
        double sum = 0;
        for (int image = 0; image < images; image++) {
            sum += imageMean(c, first, image);
        }
        double mean = sum / images;
        double squares = 0;
        for (int image = 0; image < images; image++) {
            double deviation = partials[image * 2 * channels + c];
            double between = imageMean(c, first, image) - mean;
            squares += partials[image * 2 * channels + channels + c] - deviation * deviation / pixels;
            squares += pixels * between * between;
        }
        double count = (double) images * pixels;
        double variance = Math.max(squares / count, 0);
        setNorm(c, mean, variance);
        double momentum = op.momentum();
        float[] moving = storage.statistics;
        double unbiased = variance * count / Math.max(count - 1, 1);
        moving[movingMean + c] = (float) (momentum * moving[movingMean + c] + (1 - momentum) * mean);
        moving[movingVariance + c] = (float) (momentum * moving[movingVariance + c] + (1 - momentum) * unbiased);
    }

    private double imageMean(int c, int first, int image) {
        return storage.slab[first + image * size] + (double) partials[image * 2 * channels + c] / pixels;
    }

    private void setNorm(int c, double mean, double variance) {
        inverseDeviation[c] = 1 / Math.sqrt(variance + op.epsilon());
        norm[c] = (float) mean;
        norm[channels + c] = (float) (storage.parameters[gamma + c] * inverseDeviation[c]);
        norm[2 * channels + c] = storage.parameters[beta + c];
    }

    /** Normalises with the moving statistics; they are read anew each time, a few floats. */
    List<Phase> inference(Tensor x, Tensor y, boolean relu) {
        Phase statistics = new Phase(channels, (from, to, worker) -> {
            for (int c = from; c < to; c++) {
                setNorm(c, storage.statistics[movingMean + c], storage.statistics[movingVariance + c]);
            }
        });
        return List.of(statistics, normalise(x, y, relu));
    }

    private Phase normalise(Tensor x, Tensor y, boolean relu) {
        int xBase = storage.offset(x);
        int yBase = storage.offset(y);
        int rowPixels = rowSize / channels;
        return new Phase(images * height, (from, to, worker) -> {
            int q = from * rowSize;
            int rows = (to - from) * rowPixels;
            kernels.normalise(storage.slab, xBase + q, storage.slab, yBase + q, rows, channels, norm, relu);
        });
    }

    List<Phase> backward(Tensor x, Tensor dy, Tensor dx, boolean relu) {
        int xBase = storage.offset(x);
        int dyBase = storage.offset(dy);
        int dxBase = storage.offset(dx);
        int rowPixels = rowSize / channels;
        Phase sums = new Phase(images, (from, to, worker) -> {
            for (int image = from; image < to; image++) {
                int q = image * size;
                kernels.gradientSums(
                        storage.slab,
                        xBase + q,
                        storage.slab,
                        dyBase + q,
                        pixels,
                        channels,
                        norm,
                        relu,
                        partials,
                        image * 2 * channels);
            }
        });
        Phase gradients = new Phase(channels, (from, to, worker) -> {
            for (int c = from; c < to; c++) {
                gradients(c);
            }
        });
        Phase data = new Phase(images * height, (from, to, worker) -> {
            int q = from * rowSize;
            kernels.normaliseBackward(
                    storage.slab,
                    xBase + q,
                    storage.slab,
                    dyBase + q,
                    storage.slab,
                    dxBase + q,
                    (to - from) * rowPixels,
                    channels,
                    norm,
                    line,
                    relu);
        });
        return List.of(sums, gradients, data);
    }

    /**
     * Gradients of gamma and beta, and the line that corrects the data's: with s = 1 / deviation, {@code dx = gamma * s * (g
     * - mean(g) - (x - mean) * s^2 * mean(g * (x - mean)))} (Ioffe and Szegedy 2015, section 3).
     */
    private void gradients(int c) {
        double sum = 0;
        double products = 0;
        for (int image = 0; image < images; image++) {
            sum += partials[image * 2 * channels + c];
            products += partials[image * 2 * channels + channels + c];
        }
        double inverse = inverseDeviation[c];
        storage.gradients[beta + c] = (float) sum;
        storage.gradients[gamma + c] = (float) (products * inverse);
        double scale = storage.parameters[gamma + c] * inverse;
        double count = (double) images * pixels;
        line[c] = (float) (-scale * inverse * inverse * products / count);
        line[channels + c] = (float) (sum / count);
    }
}
