package dev.zankyo.train;

import dev.zankyo.augment.Augmentation;
import dev.zankyo.data.Dataset;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.random.CounterRandom;
import java.util.List;

/** A task small enough for the reference backend: rows of 4 x 6 in which the class determines the loud band. */
public final class Toy {
    public static final ResNetConfig NETWORK = new ResNetConfig(4, 6, 3, 4, List.of(4, 8), 1, 0.99f, 1e-3f);

    /**
     * A recipe that differs from both named recipes in every setting. It has no augmentation, so that the rows can be
     * recognized.
     */
    public static final Recipe RECIPE = Recipe.builder("toy")
            .epochs(3)
            .batchSize(8)
            .learningRate(0.01)
            .momentum(0.8f)
            .augmentation(Augmentation.none())
            .recomputeStatistics(false)
            .build();

    private Toy() {}

    /** Returns rows in the order of classes, all different; raw values are far from 0. */
    public static Dataset rows(int count, long seed) {
        CounterRandom noise = CounterRandom.of(seed);
        int[] labels = new int[count];
        float[] values = new float[count * 24];
        for (int row = 0; row < count; row++) {
            labels[row] = row * 3 / count;
            for (int i = 0; i < 24; i++) {
                boolean loud = i / 6 == labels[row];
                values[row * 24 + i] = (float) (-7 + (loud ? 2 : 0) + 0.5 * noise.gaussian(row * 24L + i));
            }
        }
        return new Dataset(List.of("low", "middle", "high"), labels, values, 4, 6);
    }
}
