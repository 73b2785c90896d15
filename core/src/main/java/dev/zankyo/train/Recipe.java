package dev.zankyo.train;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.augment.Augmentation;
import dev.zankyo.augment.SpectrogramAugmentation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A training recipe, independent of network and data.
 *
 * @param name the name that users write; kept when other values are overridden
 * @param epochs number of epochs
 * @param copiesPerEpoch augmented copies per epoch: each row is used this many times per epoch, augmented differently
 *     each time
 * @param batchSize rows per step; the last step of an epoch may have fewer
 * @param learningRate the highest value of the schedule
 * @param decay the shape of the schedule
 * @param momentum momentum of batch normalization's moving statistics
 * @param standardize whether inputs are standardized to the training rows' mean 0 and deviation 1
 * @param labelSmoothing fraction of each target that is spread evenly over all classes
 * @param augmentation the augmentation of training rows
 * @param recomputeStatistics whether the model gets batch-norm statistics recomputed at the end
 * @param stopping early stopping, and the epoch whose weights the model gets
 */
public record Recipe(
        String name,
        int epochs,
        int copiesPerEpoch,
        int batchSize,
        double learningRate,
        Decay decay,
        float momentum,
        boolean standardize,
        float labelSmoothing,
        Augmentation augmentation,
        boolean recomputeStatistics,
        EarlyStopping stopping) {

    /** The shape of a learning-rate schedule. */
    public enum Decay {
        /** The steps of the original Keras program, in factors of 3: {@link LearningRateSchedule.Original}. */
        STEPPED,
        /** Three epochs of linear warm-up, then half a cosine to 0: {@link LearningRateSchedule.Cosine}. */
        COSINE
    }

    private static final int WARM_UP_EPOCHS = 3;

    /**
     * The number of training rows below which a data set is small. The rows of a small data set are repeated to about
     * this number per epoch.
     */
    private static final int SMALL_SET = 640;

    private static final int MOST_COPIES = 1000;

    /**
     * The number of steps of a run whose epochs are chosen automatically: 30 epochs of some 2,100 rows in batches of
     * 16.
     */
    private static final int STEPS = 4000;

    private static final int FEWEST_EPOCHS = 10;
    private static final int MOST_EPOCHS = 100;

    /**
     * The default recipe: standardized inputs, a batch-norm momentum of 0.9, smoothed targets, shifts and masks,
     * warm-up and cosine decay.
     */
    public static final Recipe DEFAULT = builder("default").build();

    /**
     * The recipe of the original Keras program. Inputs are not standardized, and batch-norm statistics are not
     * recomputed.
     */
    public static final Recipe ORIGINAL = builder("original")
            .epochs(10)
            .learningRate(0.01)
            .decay(Decay.STEPPED)
            .momentum(0.99f)
            .standardize(false)
            .labelSmoothing(0)
            .augmentation(Augmentation.original())
            .recomputeStatistics(false)
            .build();

    private static final List<Recipe> ALL = List.of(DEFAULT, ORIGINAL);

    public Recipe {
        require("epochs", epochs > 0, "positive", epochs);
        require(
                "copies per epoch",
                copiesPerEpoch > 0 && copiesPerEpoch <= MOST_COPIES,
                "from 1 to " + MOST_COPIES,
                copiesPerEpoch);
        require("batch size", batchSize > 0, "positive", batchSize);
        // Steps use the rate as a float, which must still be positive and finite.
        boolean usable = (float) learningRate > 0 && (float) learningRate < Float.POSITIVE_INFINITY;
        require("learning rate", usable, "positive and finite", learningRate);
        require("momentum", momentum >= 0 && momentum < 1, "in [0, 1)", momentum);
        require("label smoothing", labelSmoothing >= 0 && labelSmoothing < 1, "in [0, 1)", labelSmoothing);
    }

    /** Returns a builder with the given name and the values of {@link #DEFAULT}. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Returns a builder that begins with the values of this recipe. */
    public Builder toBuilder() {
        return new Builder(name)
                .epochs(epochs)
                .copiesPerEpoch(copiesPerEpoch)
                .batchSize(batchSize)
                .learningRate(learningRate)
                .decay(decay)
                .momentum(momentum)
                .standardize(standardize)
                .labelSmoothing(labelSmoothing)
                .augmentation(augmentation)
                .recomputeStatistics(recomputeStatistics)
                .stopping(stopping);
    }

    /** Returns the names that {@link #named} knows. */
    static List<String> names() {
        return ALL.stream().map(Recipe::name).toList();
    }

    /**
     * Returns the recipe called {@code name}.
     *
     * @throws InputException if there is no such recipe
     */
    public static Recipe named(String name) {
        return ALL.stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(() -> InputException.of(Subject.setting("recipe"), "must name a recipe")
                        .expected(names().stream().collect(Collectors.joining(" or ")))
                        .got(name));
    }

    public Recipe withEpochs(int other) {
        return toBuilder().epochs(other).build();
    }

    /**
     * Returns this recipe with the number of epochs that makes about {@value #STEPS} steps on {@code rows} rows,
     * between {@value #FEWEST_EPOCHS} and {@value #MOST_EPOCHS}.
     */
    public Recipe withEpochsFor(int rows) {
        return withEpochs(Math.clamp(Math.ceilDiv(STEPS, stepsPerEpoch(rows)), FEWEST_EPOCHS, MOST_EPOCHS));
    }

    /** Returns the number of batches per epoch for {@code rows} training rows; the last batch may be smaller. */
    public int stepsPerEpoch(int rows) {
        return Math.ceilDiv(rowsPerEpoch(rows), batchSize);
    }

    /**
     * Returns the number of rows per epoch, augmented copies included, for {@code rows} training rows.
     *
     * @throws InputException if it exceeds 2^31 - 1
     */
    int rowsPerEpoch(int rows) {
        long shown = (long) rows * copiesPerEpoch;
        require(
                "copies per epoch",
                shown <= Integer.MAX_VALUE,
                "few enough for an epoch of 2^31 - 1 rows",
                copiesPerEpoch);
        return (int) shown;
    }

    public Recipe withCopiesPerEpoch(int other) {
        return toBuilder().copiesPerEpoch(other).build();
    }

    public Recipe withBatchSize(int other) {
        return toBuilder().batchSize(other).build();
    }

    public Recipe withLearningRate(double other) {
        return toBuilder().learningRate(other).build();
    }

    /**
     * Returns this recipe adapted to the number of training rows. With fewer than {@value #SMALL_SET} rows, an epoch
     * uses every row several times ({@value #SMALL_SET} / rows, rounded), and the batch size is halved. Training on few
     * rows needs the additional updates and augmented copies. The original recipe does not change.
     */
    public Recipe adaptedTo(int rows) {
        if (name.equals(ORIGINAL.name) || rows >= SMALL_SET) {
            return this;
        }
        return withCopiesPerEpoch((int) Math.round((double) SMALL_SET / rows))
                .withBatchSize(Math.max(1, batchSize / 2));
    }

    /**
     * Returns this recipe with another strength of augmentation: shifts and masks are multiplied by {@code strength},
     * limited to the whole row; 0 turns them off.
     *
     * @throws InputException if the strength is negative or the recipe's augmentation is fixed
     */
    public Recipe withAugmentation(double strength) {
        if (!(augmentation instanceof SpectrogramAugmentation shares)) {
            throw InputException.of(
                    Subject.setting("augmentation"),
                    "cannot be combined with {recipe} " + name + ", whose augmentation is fixed");
        }
        return toBuilder().augmentation(shares.scaled(strength)).build();
    }

    /** Returns this recipe with other early stopping. */
    public Recipe withStopping(EarlyStopping other) {
        return toBuilder().stopping(other).build();
    }

    /** Returns the learning-rate schedule for epochs of {@code stepsPerEpoch} steps. */
    public LearningRateSchedule schedule(int stepsPerEpoch) {
        return switch (decay) {
            case STEPPED -> new LearningRateSchedule.Original(learningRate, stepsPerEpoch);
            case COSINE -> LearningRateSchedule.Cosine.ofEpochs(learningRate, WARM_UP_EPOCHS, epochs, stepsPerEpoch);
        };
    }

    /**
     * Returns the schedule of a run that continues a finished run after {@code firstStep} steps. It is the schedule of
     * a run of all epochs, with a new linear warm-up. The warm-up takes {@value #WARM_UP_EPOCHS} epochs, but at most
     * half of the further epochs. If {@code firstStep} is 0, there is no new warm-up.
     */
    LearningRateSchedule schedule(int stepsPerEpoch, long firstStep) {
        LearningRateSchedule whole = schedule(stepsPerEpoch);
        long further = (long) epochs * stepsPerEpoch - firstStep;
        long warmUp = Math.clamp(further / 2, 1, (long) WARM_UP_EPOCHS * stepsPerEpoch);
        return firstStep == 0 ? whole : new LearningRateSchedule.WarmedUp(whole, firstStep, warmUp);
    }

    private static void require(String what, boolean holds, String expected, Number got) {
        if (!holds) {
            throw InputException.of(Subject.named("recipe"), what + " must be " + expected)
                    .got(got);
        }
    }

    /**
     * A builder that sets the values of a recipe by name. A value that is not set is that of {@link #DEFAULT}. For one
     * thread.
     */
    public static final class Builder {
        private String name;
        private int epochs = 30;
        private int copiesPerEpoch = 1;
        private int batchSize = 16;
        private double learningRate = 0.003;
        private Decay decay = Decay.COSINE;
        private float momentum = 0.9f;
        private boolean standardize = true;
        private float labelSmoothing = 0.1f;
        private Augmentation augmentation = Augmentation.defaultRecipe();
        private boolean recomputeStatistics = true;
        private EarlyStopping stopping = EarlyStopping.NONE;

        private Builder(String name) {
            this.name = name;
        }

        public Builder name(String value) {
            name = value;
            return this;
        }

        public Builder epochs(int value) {
            epochs = value;
            return this;
        }

        public Builder copiesPerEpoch(int value) {
            copiesPerEpoch = value;
            return this;
        }

        public Builder batchSize(int value) {
            batchSize = value;
            return this;
        }

        public Builder learningRate(double value) {
            learningRate = value;
            return this;
        }

        public Builder decay(Decay value) {
            decay = value;
            return this;
        }

        public Builder momentum(float value) {
            momentum = value;
            return this;
        }

        public Builder standardize(boolean value) {
            standardize = value;
            return this;
        }

        public Builder labelSmoothing(float value) {
            labelSmoothing = value;
            return this;
        }

        public Builder augmentation(Augmentation value) {
            augmentation = value;
            return this;
        }

        public Builder recomputeStatistics(boolean value) {
            recomputeStatistics = value;
            return this;
        }

        public Builder stopping(EarlyStopping value) {
            stopping = value;
            return this;
        }

        /**
         * Returns the recipe.
         *
         * @throws InputException if a value is out of its range
         */
        public Recipe build() {
            return new Recipe(
                    name,
                    epochs,
                    copiesPerEpoch,
                    batchSize,
                    learningRate,
                    decay,
                    momentum,
                    standardize,
                    labelSmoothing,
                    augmentation,
                    recomputeStatistics,
                    stopping);
        }
    }
}
