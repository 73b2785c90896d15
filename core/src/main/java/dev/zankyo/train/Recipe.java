package dev.zankyo.train;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.augment.Augmentation;
import dev.zankyo.augment.SpectrogramAugmentation;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How to train, whatever the network and the data.
 *
 * @param name what {@code --recipe} takes; kept by the overrides
 * @param epochs passes over the training rows
 * @param views how often a pass shows every row, each time augmented by draws of its own
 * @param batchSize rows a step; the last step of an epoch takes what is left
 * @param learningRate the schedule's highest value
 * @param decay how the learning rate goes down from there
 * @param momentum of batch normalisation's moving statistics
 * @param standardize whether inputs are brought to mean 0 and deviation 1 by the training rows
 * @param labelSmoothing the share of each target that is spread evenly over all classes
 * @param augmentation what is done to a training row each time it is used
 * @param recalibrate whether the model gets batch-normalisation statistics recomputed at the end
 * @param stopping whether it may end before the last epoch, and which epoch's weights it leaves
 */
public record Recipe(
        String name,
        int epochs,
        int views,
        int batchSize,
        double learningRate,
        Decay decay,
        float momentum,
        boolean standardize,
        float labelSmoothing,
        Augmentation augmentation,
        boolean recalibrate,
        EarlyStopping stopping) {

    /** The shapes of learning-rate schedules. */
    public enum Decay {
        /** In thirds, as the Keras original does: {@link LearningRateSchedule.Original}. */
        STEPPED,
        /** Three epochs of linear warm-up, then half a cosine to 0: {@link LearningRateSchedule.Cosine}. */
        COSINE
    }

    private static final int WARM_UP_EPOCHS = 3;

    /** Rows that an epoch shows of a small set, seen again and again, and the size below which a set is small. */
    private static final int FEW = 640;

    private static final int MOST_VIEWS = 1000;

    /** Of a run whose epochs are chosen by its rows: 30 epochs of some 2,100 rows in batches of 16. */
    private static final int STEPS = 4000;

    private static final int FEWEST_EPOCHS = 10;
    private static final int MOST_EPOCHS = 100;

    /**
     * The better recipe: standardised inputs, quicker moving statistics, smoothed targets, shifts and masks, a warm start
     * and a soft end.
     */
    public static final Recipe DEFAULT = builder("default").build();

    /** The Keras original, exactly: raw inputs, lagging statistics and all. */
    public static final Recipe ORIGINAL = builder("original")
            .epochs(10)
            .learningRate(0.01)
            .decay(Decay.STEPPED)
            .momentum(0.99f)
            .standardize(false)
            .labelSmoothing(0)
            .augmentation(Augmentation.original())
            .recalibrate(false)
            .build();

    private static final List<Recipe> ALL = List.of(DEFAULT, ORIGINAL);

    public Recipe {
        require("epochs", epochs > 0, "positive", epochs);
        require("views", views > 0 && views <= MOST_VIEWS, "from 1 to " + MOST_VIEWS, views);
        require("batch size", batchSize > 0, "positive", batchSize);
        // Steps take it as a float, where it must still be a number.
        boolean usable = (float) learningRate > 0 && (float) learningRate < Float.POSITIVE_INFINITY;
        require("learning rate", usable, "positive and finite", learningRate);
        require("momentum", momentum >= 0 && momentum < 1, "in [0, 1)", momentum);
        require("label smoothing", labelSmoothing >= 0 && labelSmoothing < 1, "in [0, 1)", labelSmoothing);
    }

    /** Returns a builder that begins with the parts of {@link #DEFAULT} but the name. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Returns a builder that begins with the values of this recipe. */
    public Builder toBuilder() {
        return new Builder(name)
                .epochs(epochs)
                .views(views)
                .batchSize(batchSize)
                .learningRate(learningRate)
                .decay(decay)
                .momentum(momentum)
                .standardize(standardize)
                .labelSmoothing(labelSmoothing)
                .augmentation(augmentation)
                .recalibrate(recalibrate)
                .stopping(stopping);
    }

    /** The names {@link #named} knows. */
    static List<String> names() {
        return ALL.stream().map(Recipe::name).toList();
    }

    /**
     * The recipe of a name.
     *
     * @throws InputException if there is none
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
     * The same with as many epochs as it takes to make {@value #STEPS} steps on so many rows, in its batches: no fewer than
     * {@value #FEWEST_EPOCHS}, and no more than {@value #MOST_EPOCHS}.
     */
    public Recipe withEpochsFor(int rows) {
        return withEpochs(Math.clamp(Math.ceilDiv(STEPS, stepsPerEpoch(rows)), FEWEST_EPOCHS, MOST_EPOCHS));
    }

    /** How many batches an epoch of so many rows is cut into, the last perhaps smaller. */
    public int stepsPerEpoch(int rows) {
        return Math.ceilDiv(shownOf(rows), batchSize);
    }

    /**
     * How many rows an epoch shows where there are so many.
     *
     * @throws InputException if that is more than can be counted
     */
    int shownOf(int rows) {
        long shown = (long) rows * views;
        require("views", shown <= Integer.MAX_VALUE, "few enough for an epoch of 2^31 - 1 rows", views);
        return (int) shown;
    }

    public Recipe withViews(int other) {
        return toBuilder().views(other).build();
    }

    public Recipe withBatchSize(int other) {
        return toBuilder().batchSize(other).build();
    }

    public Recipe withLearningRate(double other) {
        return toBuilder().learningRate(other).build();
    }

    /**
     * The same for so many rows: of fewer than {@value #FEW} an epoch shows some {@value #FEW}, every row as often as that
     * takes, in batches of half the recipe's size. How well a small set is learnt hangs on the number of updates and on how
     * many augmented views they see. The original recipe is the same for all.
     */
    public Recipe suitedTo(int rows) {
        if (name.equals(ORIGINAL.name) || rows >= FEW) {
            return this;
        }
        return withViews((int) Math.round((double) FEW / rows)).withBatchSize(Math.max(1, batchSize / 2));
    }

    /**
     * The same with another strength of augmentation: shifts and masks so many times the recipe's, as far as the row
     * goes; 0 is none.
     *
     * @throws InputException if the strength is negative or the recipe's augmentation has none
     */
    public Recipe withAugmentation(double strength) {
        if (!(augmentation instanceof SpectrogramAugmentation shares)) {
            throw InputException.of(
                    Subject.setting("augmentation"),
                    "must be left alone with {recipe} " + name + ", whose augmentation is the Keras original's");
        }
        return toBuilder().augmentation(shares.scaled(strength)).build();
    }

    /** The same with another choice of epochs. */
    public Recipe withStopping(EarlyStopping other) {
        return toBuilder().stopping(other).build();
    }

    /** The learning rate of every step, for epochs of so many steps. */
    public LearningRateSchedule schedule(int stepsPerEpoch) {
        return switch (decay) {
            case STEPPED -> new LearningRateSchedule.Original(learningRate, stepsPerEpoch);
            case COSINE -> LearningRateSchedule.Cosine.ofEpochs(learningRate, WARM_UP_EPOCHS, epochs, stepsPerEpoch);
        };
    }

    private static void require(String what, boolean holds, String expected, Number got) {
        if (!holds) {
            throw InputException.of(Subject.named("recipe"), what + " must be " + expected)
                    .got(got);
        }
    }

    /** The parts of a recipe by name. One that is not set is that of {@link #DEFAULT}. For one thread. */
    public static final class Builder {
        private String name;
        private int epochs = 30;
        private int views = 1;
        private int batchSize = 16;
        private double learningRate = 0.003;
        private Decay decay = Decay.COSINE;
        private float momentum = 0.9f;
        private boolean standardize = true;
        private float labelSmoothing = 0.1f;
        private Augmentation augmentation = Augmentation.defaultRecipe();
        private boolean recalibrate = true;
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

        public Builder views(int value) {
            views = value;
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

        public Builder recalibrate(boolean value) {
            recalibrate = value;
            return this;
        }

        public Builder stopping(EarlyStopping value) {
            stopping = value;
            return this;
        }

        /**
         * Returns them as a {@link Recipe}.
         *
         * @throws InputException if a part is out of its range
         */
        public Recipe build() {
            return new Recipe(
                    name,
                    epochs,
                    views,
                    batchSize,
                    learningRate,
                    decay,
                    momentum,
                    standardize,
                    labelSmoothing,
                    augmentation,
                    recalibrate,
                    stopping);
        }
    }
}
