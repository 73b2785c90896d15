package dev.zankyo.report;

import dev.zankyo.augment.Augmentation;
import dev.zankyo.augment.SpectrogramAugmentation;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.train.EarlyStopping;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The model card: what there is to know to judge the model, or to train it again. */
final class Facts {
    private Facts() {}

    record Fact(String name, String value) {}

    record View(List<Fact> facts) {}

    static Section of(TrainingResult result) {
        Recipe recipe = result.recipe();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Data",
                Words.count(result.trainRows()) + " rows learnt from, "
                        + Words.count(result.evaluation().confusion().total()) + " measured on"));
        network(result.model(), facts);
        facts.add(new Fact(
                "Recipe",
                recipe.name() + ": " + Words.count(recipe.epochs(), "epoch", "epochs") + ", batches of "
                        + recipe.batchSize()));
        facts.add(new Fact(
                "Learning rate",
                "up to " + recipe.learningRate() + ", " + recipe.decay().name().toLowerCase(Locale.ROOT)));
        if (!recipe.stopping().equals(EarlyStopping.NONE)) {
            facts.add(new Fact("Early stopping", stopping(result)));
        }
        facts.add(new Fact("Augmentation", words(recipe.augmentation())));
        facts.add(new Fact("Label smoothing", Float.toString(recipe.labelSmoothing())));
        facts.add(new Fact("Seed", Long.toString(result.seed())));
        facts.add(new Fact(
                "Computed by",
                result.backend() + ", " + Words.count(result.threads(), "thread", "threads") + ", "
                        + result.precision()));
        facts.add(new Fact(
                "Time",
                Words.time(result.seconds()) + ", " + Words.count(Math.round(result.samplesPerSecond()))
                        + " rows a second in training"));
        facts.add(new Fact("Memory", Words.count(Math.round(result.peakMemoryMib())) + " MiB at most"));
        software(result.model(), facts);
        return Section.full("Model card", Templates.render("facts", new View(facts)));
    }

    private static String stopping(TrainingResult result) {
        EarlyStopping stopping = result.recipe().stopping();
        return stopping + "; " + Words.count(result.history().size(), "epoch", "epochs")
                + " trained, the weights are those of epoch " + result.epoch()
                + (stopping.choosesByTestRows()
                        ? "; chosen by the rows it is measured on, so the accuracy is flattered"
                        : "");
    }

    /** Of a model out of a file. */
    static Section of(TrainedModel model) {
        List<Fact> facts = new ArrayList<>();
        network(model, facts);
        facts.add(new Fact("Recipe", model.provenance().recipe()));
        facts.add(new Fact("Seed", Long.toString(model.provenance().seed())));
        facts.add(new Fact("Trained by", model.provenance().backend()));
        software(model, facts);
        return Section.full("Model card", Templates.render("facts", new View(facts)));
    }

    private static void network(TrainedModel model, List<Fact> facts) {
        facts.add(new Fact("Input", model.provenance().input()));
        facts.add(new Fact("Classes", model.classes().size() + ": " + String.join(", ", model.classes())));
        facts.add(new Fact(
                "Network",
                "residual network, "
                        + Words.count(model.graph().trainableSize(), "trainable parameter", "trainable parameters")));
    }

    /** An augmentation in words. */
    static String words(Augmentation augmentation) {
        return augmentation instanceof SpectrogramAugmentation a
                ? String.format(
                        Locale.ROOT,
                        "shifts of up to %.0f %% of the frames and %.0f %% of the bands, masks of up to %.0f %% and %.0f %%",
                        100 * a.frameShift(),
                        100 * a.bandShift(),
                        100 * a.frameMask(),
                        100 * a.bandMask())
                : augmentation.toString();
    }

    private static void software(TrainedModel model, List<Fact> facts) {
        facts.add(new Fact(
                "Software",
                "Zankyo " + model.provenance().version() + ", Java " + System.getProperty("java.version") + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch")));
    }
}
