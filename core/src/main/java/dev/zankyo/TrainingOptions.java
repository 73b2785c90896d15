package dev.zankyo;

import com.sun.management.OperatingSystemMXBean;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.backend.LimitedBackend;
import dev.zankyo.backend.Precision;
import dev.zankyo.data.RowCache;
import dev.zankyo.model.About;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.train.EarlyStopping;
import dev.zankyo.train.EarlyStopping.Keep;
import dev.zankyo.train.Recipe;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The settings of a training run, apart from its data. Every setting has a default; a method that is named after a
 * setting returns a copy with another value. Immutable.
 */
public final class TrainingOptions {
    private static final TrainingOptions DEFAULTS = new TrainingOptions();

    private Recipe recipe = Recipe.DEFAULT;
    private OptionalInt epochs = OptionalInt.empty();
    private boolean epochsByRows;
    private OptionalInt copiesPerEpoch = OptionalInt.empty();
    private OptionalInt batchSize = OptionalInt.empty();
    private OptionalDouble learningRate = OptionalDouble.empty();
    private OptionalDouble augmentation = OptionalDouble.empty();
    private double width = 1;
    private Optional<TrainedModel> from = Optional.empty();
    private int patience;
    private Keep keep = Keep.LAST;
    private double validationShare;
    private long seed = 1;
    private String backend = Backends.AUTO;
    private OptionalInt threads = OptionalInt.empty();
    private Precision precision = Precision.FLOAT32;
    private OptionalLong memoryLimit = OptionalLong.empty();
    private About about = About.NONE;
    private Optional<Path> cacheFolder = RowCache.userFolder();

    private TrainingOptions() {}

    private TrainingOptions(TrainingOptions other) {
        recipe = other.recipe;
        epochs = other.epochs;
        epochsByRows = other.epochsByRows;
        copiesPerEpoch = other.copiesPerEpoch;
        batchSize = other.batchSize;
        learningRate = other.learningRate;
        augmentation = other.augmentation;
        width = other.width;
        from = other.from;
        patience = other.patience;
        keep = other.keep;
        validationShare = other.validationShare;
        seed = other.seed;
        backend = other.backend;
        threads = other.threads;
        precision = other.precision;
        memoryLimit = other.memoryLimit;
        about = other.about;
        cacheFolder = other.cacheFolder;
    }

    /** Returns the defaults: the default recipe, seed 1, the best backend, all processors, float32. */
    public static TrainingOptions defaults() {
        return DEFAULTS;
    }

    private TrainingOptions with(Consumer<TrainingOptions> change) {
        var copy = new TrainingOptions(this);
        change.accept(copy);
        return copy;
    }

    /**
     * Sets the recipe: the default epochs, batch size, learning rate and augmentation. The other settings change it.
     *
     * @param name {@code default} or {@code original}
     * @throws InputException if there is no such recipe
     */
    public TrainingOptions recipe(String name) {
        Recipe named = Recipe.named(name);
        return with(copy -> copy.recipe = named);
    }

    /** Sets the number of epochs; the default is the recipe's. */
    public TrainingOptions epochs(int number) {
        return with(copy -> {
            copy.epochs = OptionalInt.of(number);
            copy.epochsByRows = false;
        });
    }

    /** Chooses 10 to 100 epochs by the number of training rows, for about 4000 training steps. */
    public TrainingOptions epochsByRows() {
        return with(copy -> {
            copy.epochs = OptionalInt.empty();
            copy.epochsByRows = true;
        });
    }

    /**
     * Sets the augmented copies per epoch: how often an epoch uses every row, augmented differently each time. The
     * default depends on the number of rows.
     */
    public TrainingOptions copiesPerEpoch(int number) {
        return with(copy -> copy.copiesPerEpoch = OptionalInt.of(number));
    }

    /** Sets the batch size. The default is the recipe's, or half of it with fewer than 640 training rows. */
    public TrainingOptions batchSize(int rows) {
        return with(copy -> copy.batchSize = OptionalInt.of(rows));
    }

    /** Sets the highest learning rate of the schedule; the default is the recipe's. */
    public TrainingOptions learningRate(double highest) {
        return with(copy -> copy.learningRate = OptionalDouble.of(highest));
    }

    /** Sets the strength of augmentation relative to the recipe; 0 turns it off. */
    public TrainingOptions augmentation(double strength) {
        return with(copy -> copy.augmentation = OptionalDouble.of(strength));
    }

    /**
     * Multiplies the number of filters of every layer; the cost grows quadratically. The default is 1.
     *
     * @throws InputException if the factor is not positive or makes the network too wide
     */
    public TrainingOptions width(double factor) {
        ResNetConfig.original(1).withWidth(factor);
        return with(copy -> copy.width = factor);
    }

    /**
     * Starts from the weights of a model instead of random ones. The network, the front end and the standardization are
     * the model's. If the classes differ from the model's, the last layer is new.
     *
     * @param model the file {@code model.safetensors} of a training run
     * @throws InputException if the file is not a complete model
     */
    public TrainingOptions from(Path model) {
        TrainedModel read = ModelFile.read(model);
        return with(copy -> copy.from = Optional.of(read));
    }

    /**
     * States the license of the model. It is stored in the model file and changes nothing else.
     *
     * @param name such as CC-BY-4.0
     * @throws InputException if it is blank or longer than 200 characters
     */
    public TrainingOptions license(String name) {
        return with(copy -> copy.about = about.withLicense(name));
    }

    /**
     * Says what the model is for. The text is stored in the model file and changes nothing else.
     *
     * @param text a few sentences
     * @throws InputException if it is blank or longer than 10,000 characters
     */
    public TrainingOptions description(String text) {
        return with(copy -> copy.about = about.withDescription(text));
    }

    /** Returns license and description of the model. */
    About about() {
        return about;
    }

    /** Ends training after this many epochs without a lower validation loss; 0, the default, trains all epochs. */
    public TrainingOptions patience(int epochsWithout) {
        return with(copy -> copy.patience = epochsWithout);
    }

    /**
     * Sets the epoch whose weights the model gets: the last, by default, or the one with the lowest validation loss.
     */
    public TrainingOptions keep(Keep which) {
        return with(copy -> copy.keep = which);
    }

    /** Holds out this share of the training rows to validate on; 0, the default, validates on the test rows. */
    public TrainingOptions validationShare(double share) {
        return with(copy -> copy.validationShare = share);
    }

    /** Sets the only source of randomness; the default is 1. */
    public TrainingOptions seed(long number) {
        return with(copy -> copy.seed = number);
    }

    /** Sets the backend by its name. The default, {@code auto}, selects the best one that is available. */
    public TrainingOptions backend(String name) {
        return with(copy -> copy.backend = name);
    }

    /** Sets the maximum number of threads; the default is the number of processors. */
    public TrainingOptions threads(int most) {
        return with(copy -> copy.threads = OptionalInt.of(most));
    }

    /** Sets the number format of activations; the default is float32. */
    public TrainingOptions precision(Precision format) {
        return with(copy -> copy.precision = format);
    }

    /**
     * Sets the maximum memory of a plan in bytes; a plan that needs more is refused. The default is the memory of the
     * machine or container.
     */
    public TrainingOptions memoryLimit(long bytes) {
        return with(copy -> copy.memoryLimit = OptionalLong.of(bytes));
    }

    /**
     * Sets the folder that stores spectrograms and the rows of large CSV files. The default is in the user's cache
     * folder.
     */
    public TrainingOptions cacheFolder(Path folder) {
        return with(copy -> copy.cacheFolder = Optional.of(folder));
    }

    /** Turns the cache off: spectrograms and rows are kept in memory only. */
    public TrainingOptions withoutCache() {
        return with(copy -> copy.cacheFolder = Optional.empty());
    }

    /** Returns the seed. */
    public long seed() {
        return seed;
    }

    /** Returns the maximum number of threads, at most the number of processors. */
    public int threads() {
        int processors = Runtime.getRuntime().availableProcessors();
        return threads.isEmpty() ? processors : Math.min(threads.getAsInt(), processors);
    }

    /** Returns the number format of activations. */
    public Precision precision() {
        return precision;
    }

    /** Returns the model to start from. */
    Optional<TrainedModel> from() {
        return from;
    }

    /**
     * Throws {@link InputException} if there is a model to start from. Only a single training can start from a model.
     *
     * @param what the operation that cannot start from a model, such as {@code a sweep}
     */
    void requireNoStart(String what) {
        if (from.isPresent()) {
            throw InputException.of(Subject.setting("from"), "is for a single training")
                    .got(what);
        }
    }

    /** Throws {@link InputException} if there is a model to start from and the data or the width do not fit it. */
    void requireSuits(PreparedData data) {
        if (from.isEmpty()) {
            return;
        }
        TrainedModel model = from.get();
        if (width != 1) {
            throw InputException.of(Subject.setting("width"), "must be left alone with {from}")
                    .got(width)
                    .remedy("the network is that of the model");
        }
        if (!data.frontEnd().equals(model.frontEnd())) {
            boolean recordings = model.frontEnd().isPresent();
            throw InputException.of(Subject.setting("from"), "the data must be like those of the model")
                    .expected(recordings ? "recordings" : "rows of numbers")
                    .got(recordings ? "rows of numbers, or of another front end" : "recordings")
                    .remedy("train on " + (recordings ? "recordings" : "CSV files") + ", or without {from}");
        }
    }

    double validationShare() {
        return validationShare;
    }

    Optional<Path> cacheFolder() {
        return cacheFolder;
    }

    /**
     * Returns the recipe for {@code rows} training rows.
     *
     * @throws InputException if a setting is out of range or does not suit the recipe
     */
    Recipe recipe(int rows) {
        Recipe suited = sized(recipe().adaptedTo(rows));
        return epochsByRows ? suited.withEpochsFor(rows) : suited;
    }

    /**
     * Returns the recipe without the values that depend on the number of rows. Refuses settings that are out of range
     * before any data are read.
     */
    Recipe recipe() {
        Recipe changed = recipe.withStopping(new EarlyStopping(patience, keep, validationShare));
        changed = augmentation.isEmpty() ? changed : changed.withAugmentation(augmentation.getAsDouble());
        changed = epochs.isEmpty() ? changed : changed.withEpochs(epochs.getAsInt());
        changed = learningRate.isEmpty() ? changed : changed.withLearningRate(learningRate.getAsDouble());
        return sized(changed);
    }

    private Recipe sized(Recipe changed) {
        Recipe viewed = copiesPerEpoch.isEmpty() ? changed : changed.withCopiesPerEpoch(copiesPerEpoch.getAsInt());
        return batchSize.isEmpty() ? viewed : viewed.withBatchSize(batchSize.getAsInt());
    }

    /**
     * Returns the network for rows of {@code bands} x {@code frames} values and {@code classes} classes.
     *
     * @throws InputException if the network would be too large
     */
    ResNetConfig network(int classes, int bands, int frames) {
        try {
            ResNetConfig config = from.map(model -> model.config().withClasses(classes))
                    .orElseGet(() -> ResNetConfig.original(classes)
                            .withInput(bands, frames)
                            .withWidth(width));
            requireInput(config, bands, frames);
            ResNet.graph(config); // throws if a layer has too many elements
            return config;
        } catch (IllegalArgumentException e) {
            throw InputException.of(Subject.named("network"), e);
        } catch (ArithmeticException e) {
            throw InputException.of(Subject.named("network"), "every layer must have fewer than 2^31 elements")
                    .got("more, for " + classes + " classes of " + bands + " x " + frames + " and width " + width)
                    .because(e);
        }
    }

    private static void requireInput(ResNetConfig config, int bands, int frames) {
        if (config.bands() != bands || config.frames() != frames) {
            throw InputException.of(Subject.setting("from"), "rows must fit the network of the model")
                    .expected(config.bands() + " bands x " + config.frames() + " frames")
                    .got(bands + " x " + frames);
        }
    }

    /**
     * Chooses the backend.
     *
     * @throws InputException if the backend is unknown or unavailable
     */
    Selection select() {
        Selection selection = Backends.select(backend);
        return new Selection(
                new LimitedBackend(selection.backend(), memoryLimit.orElseGet(TrainingOptions::machineMemory)),
                selection.reason());
    }

    /** Returns the memory in bytes of the machine, or of the container that limits this process. */
    private static long machineMemory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }
}
