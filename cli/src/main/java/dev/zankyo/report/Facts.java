package dev.zankyo.report;

import dev.zankyo.Build;
import dev.zankyo.augment.Augmentation;
import dev.zankyo.augment.SpectrogramAugmentation;
import dev.zankyo.backend.Precision;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving.Run;
import dev.zankyo.search.Sweep;
import dev.zankyo.train.CrossValidation;
import dev.zankyo.train.EarlyStopping;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingResult;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The section with the facts for judging or repeating a training run, an evaluation or a search. */
final class Facts {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private Facts() {}

    record Fact(String name, String value) {}

    record View(List<Fact> facts) {}

    static Section of(TrainingResult result, Evidence training, Evidence test, String command) {
        Recipe recipe = result.recipe();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Training set", training.summary()));
        facts.add(new Fact("Test set", test.summary()));
        network(result.model(), facts);
        facts.add(new Fact("Recipe", recipe.name() + ": " + epochs(recipe) + ", batches of " + recipe.batchSize()));
        facts.add(new Fact(
                "Learning rate",
                "up to " + recipe.learningRate() + ", " + recipe.decay().name().toLowerCase(Locale.ROOT)));
        if (!recipe.stopping().equals(EarlyStopping.NONE)) {
            facts.add(new Fact("Early stopping", stopping(result)));
        }
        facts.add(new Fact("Augmentation", words(recipe.augmentation())));
        facts.add(new Fact("Label smoothing", Float.toString(recipe.labelSmoothing())));
        facts.add(new Fact("Seed", Long.toString(result.seed())));
        facts.add(computedBy(result.backend(), result.threads(), result.precision()));
        facts.add(new Fact(
                "Time",
                Words.time(result.seconds()) + ", " + Words.count(Math.round(result.samplesPerSecond()))
                        + " training rows per second"));
        facts.add(new Fact("Memory", Words.count(Math.round(result.peakMemoryMib())) + " MiB at most"));
        facts.add(new Fact("Software", software()));
        facts.add(date());
        facts.add(new Fact("Command", command));
        return Section.of("Run details", Templates.render("facts", new View(facts)));
    }

    private static String epochs(Recipe recipe) {
        String epochs = Words.count(recipe.epochs(), "epoch", "epochs");
        return recipe.copiesPerEpoch() == 1
                ? epochs
                : epochs + " of " + recipe.copiesPerEpoch() + " augmented copies of every row";
    }

    private static String stopping(TrainingResult result) {
        EarlyStopping stopping = result.recipe().stopping();
        return stopping + "; " + Words.count(result.history().size(), "epoch", "epochs")
                + " trained, weights of epoch " + result.epoch()
                + (stopping.choosesByTestRows() ? "; chosen on the test set, so its accuracy is optimistic" : "");
    }

    /** Returns the section about a model that was read from a file. */
    static Section of(TrainedModel model, Evidence test) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Training set", model.provenance().input()));
        facts.add(new Fact("Test set", test.summary()));
        network(model, facts);
        facts.add(new Fact("Recipe", model.provenance().recipe()));
        facts.add(new Fact("Seed", Long.toString(model.provenance().seed())));
        facts.add(new Fact(
                "Trained by",
                model.provenance().backend() + ", Zankyo " + model.provenance().version()));
        facts.add(new Fact("Evaluated by", software()));
        facts.add(date());
        return Section.of("Model details", Templates.render("facts", new View(facts)));
    }

    /** Returns the section about a cross-validation. */
    static Section of(CrossValidation result, Evidence rows, double seconds, String command) {
        List<String> classes = rows.rows().classes();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Data", rows.summary()));
        facts.add(new Fact("Classes", classes.size() + ": " + String.join(", ", classes)));
        facts.add(new Fact(
                "Models",
                Words.count(result.folds().size())
                        + ", one for each fold; they were not saved. To get a model, train on all recordings"));
        facts.add(new Fact("Time", Words.time(seconds)));
        facts.add(new Fact("Software", software()));
        facts.add(date());
        facts.add(new Fact("Command", command));
        return Section.of("Cross-validation", Templates.render("facts", new View(facts)));
    }

    /** Returns the section about a search. */
    static Section of(Sweep.Result result, long seed, String data, double seconds) {
        Sweep sweep = result.sweep();
        List<List<Run<Setting>>> rungs = result.outcome().rungs();
        String epochs = rungs.stream()
                .map(runs -> Integer.toString(runs.getFirst().epochs()))
                .collect(Collectors.joining(", "));
        int trainings = rungs.stream().mapToInt(List::size).sum();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Data", data));
        facts.add(new Fact(
                "Held out",
                Words.count(result.validationRows(), "row", "rows")
                        + " for validation; " + Words.count(result.trainRows())
                        + " training rows"));
        facts.add(new Fact(
                "Search",
                "successive halving: " + Words.count(trainings, "training run", "training runs") + " of " + epochs
                        + " epochs, keeping one in " + sweep.halving().eta()));
        facts.add(new Fact(
                "Recipe",
                sweep.recipe().name() + ", batches of " + sweep.recipe().batchSize()));
        facts.add(new Fact("Seed", Long.toString(seed)));
        Trainer trainer = sweep.trainer();
        facts.add(computedBy(trainer.backend().name(), trainer.threads(), trainer.precision()));
        facts.add(new Fact("Time", Words.time(seconds)));
        facts.add(new Fact("Software", software()));
        facts.add(date());
        return Section.of("Search", Templates.render("facts", new View(facts)));
    }

    private static Fact computedBy(String backend, int threads, Precision precision) {
        return new Fact("Computed by", backend + ", " + Words.count(threads, "thread", "threads") + ", " + precision);
    }

    private static void network(TrainedModel model, List<Fact> facts) {
        model.about().description().ifPresent(text -> facts.add(new Fact("Description", text)));
        model.about().license().ifPresent(text -> facts.add(new Fact("License", text)));
        facts.add(new Fact(
                "Input",
                model.frontEnd()
                        .map(frontEnd -> String.format(
                                Locale.ROOT,
                                "recordings, as log-mel spectrograms of %s, %.0f to %.0f Hz",
                                frontEnd.summary(),
                                frontEnd.fMin(),
                                frontEnd.fMax()))
                        .orElse("rows of " + model.config().bands() + " bands x "
                                + model.config().frames() + " frames")));
        facts.add(new Fact("Classes", model.classes().size() + ": " + String.join(", ", model.classes())));
        facts.add(new Fact(
                "Network",
                "residual network, "
                        + Words.count(model.graph().trainableSize(), "trainable parameter", "trainable parameters")));
    }

    /** Returns an augmentation in words. */
    static String words(Augmentation augmentation) {
        if (augmentation instanceof SpectrogramAugmentation a) {
            return String.format(
                    Locale.ROOT,
                    "shifted by up to %.0f %% of the time and %.0f %% of the bands, up to %.0f %% of the time and"
                            + " up to %.0f %% of the bands masked",
                    100 * a.frameShift(),
                    100 * a.bandShift(),
                    100 * a.frameMask(),
                    100 * a.bandMask());
        }
        return augmentation.equals(Augmentation.original())
                ? "shifted by up to 3 frames and 3 bands, every second one reversed in time,"
                        + " as in the original Keras program"
                : augmentation.toString();
    }

    /** Returns the date at which the page is written, which is the end of the run. */
    private static Fact date() {
        return new Fact("Date", now());
    }

    /** Returns the time at which the page is written. */
    static String now() {
        return MINUTE.format(OffsetDateTime.now(ZoneOffset.UTC)) + " UTC";
    }

    private static String software() {
        return "Zankyo " + Build.version() + ", Java " + System.getProperty("java.version") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }
}
