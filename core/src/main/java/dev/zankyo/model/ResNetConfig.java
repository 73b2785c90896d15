package dev.zankyo.model;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import java.util.Collections;
import java.util.List;

/**
 * The shape of a residual network.
 *
 * @param bands frequency bands, the height of the input
 * @param frames frames in time, the width of the input
 * @param classes units of the last layer
 * @param stemFilters filters of the first convolution
 * @param stageFilters filters of each stage's blocks, multiples of four; every stage after the first halves height and width
 * @param blocksPerStage residual blocks in each stage
 * @param momentum of batch normalisation
 * @param epsilon of batch normalisation
 */
public record ResNetConfig(
        int bands,
        int frames,
        int classes,
        int stemFilters,
        List<Integer> stageFilters,
        int blocksPerStage,
        float momentum,
        float epsilon) {
    /** Bounds that no sensible network meets, so that a damaged model file cannot ask for an endless one. */
    private static final int MAX_SIZE = 65_536;

    private static final int MAX_STAGES = 16;
    private static final int MAX_BLOCKS = 1_000;

    public ResNetConfig {
        stageFilters = List.copyOf(stageFilters);
        require("bands", bands, MAX_SIZE);
        require("frames", frames, MAX_SIZE);
        require("classes", classes, MAX_SIZE);
        require("stem filters", stemFilters, MAX_SIZE);
        require("stages", stageFilters.size(), MAX_STAGES);
        require("blocks per stage", blocksPerStage, MAX_BLOCKS);
        for (int filters : stageFilters) {
            require("stage filters", filters, MAX_SIZE);
            if (filters % 4 != 0) {
                throw new IllegalArgumentException(
                        "stage filters: must be a multiple of 4, the bottleneck's share; got " + filters);
            }
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum: must be in [0, 1); got " + momentum);
        }
        if (!(epsilon > 0 && epsilon < 1)) {
            throw new IllegalArgumentException("epsilon: must be in (0, 1); got " + epsilon);
        }
    }

    /** The Keras original's network: 20 x 50 inputs, 16 filters, then six blocks each of 64, 128 and 256. */
    public static ResNetConfig original(int classes) {
        return new ResNetConfig(20, 50, classes, 16, List.of(64, 128, 256), 6, 0.99f, 1e-3f);
    }

    /** The same network with another momentum in every batch normalisation. */
    public ResNetConfig withMomentum(float other) {
        return new ResNetConfig(bands, frames, classes, stemFilters, stageFilters, blocksPerStage, other, epsilon);
    }

    /** The same network for inputs of another size. */
    public ResNetConfig withInput(int otherBands, int otherFrames) {
        return new ResNetConfig(
                otherBands, otherFrames, classes, stemFilters, stageFilters, blocksPerStage, momentum, epsilon);
    }

    /** The same network with another number of units in its last layer. */
    public ResNetConfig withClasses(int other) {
        return new ResNetConfig(bands, frames, other, stemFilters, stageFilters, blocksPerStage, momentum, epsilon);
    }

    /**
     * The same network with so many times as many filters everywhere, rounded to multiples of four and at least that many;
     * its work grows with the square.
     *
     * @throws InputException if the factor is not positive or the network would be too wide
     */
    public ResNetConfig withWidth(double factor) {
        if (!(factor > 0 && factor * Collections.max(stageFilters) <= MAX_SIZE)) {
            throw InputException.of(
                            Subject.setting("width"), "must be positive and make no more than " + MAX_SIZE + " filters")
                    .got(factor);
        }
        List<Integer> filters =
                stageFilters.stream().map(count -> scaled(count, factor)).toList();
        return new ResNetConfig(
                bands, frames, classes, scaled(stemFilters, factor), filters, blocksPerStage, momentum, epsilon);
    }

    private static int scaled(int filters, double factor) {
        return (int) Math.max(4, 4 * Math.round(factor * filters / 4));
    }

    private static void require(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + ": must be in 1.." + most + "; got " + value);
        }
    }
}
