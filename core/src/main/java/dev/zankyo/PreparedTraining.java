package dev.zankyo;

import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.backend.Precision;
import dev.zankyo.model.About;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainingDataSummary;
import dev.zankyo.run.DataRecord;
import dev.zankyo.run.RunFacts;
import dev.zankyo.train.Checkpointing;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.Start;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingListener;
import dev.zankyo.train.TrainingResult;
import java.util.Optional;

/**
 * A training run whose data have been read and whose settings have all been decided. It can be trained several times
 * and gives the same model each time.
 *
 * @param data the rows
 * @param selection the backend and the reason for it
 * @param threads the maximum number of threads
 * @param precision the number format of activations
 * @param recipe the training recipe
 * @param seed the only source of randomness
 * @param network the sizes of the network
 * @param start the weights and the standardization to start from; empty for a run from random weights
 * @param about license and description of the model
 */
public record PreparedTraining(
        PreparedData data,
        Selection selection,
        int threads,
        Precision precision,
        Recipe recipe,
        long seed,
        ResNetConfig network,
        Optional<Start> start,
        About about) {

    static PreparedTraining of(PreparedData data, Selection selection, TrainingOptions options) {
        var rows = data.training();
        options.requireSuits(data);
        return new PreparedTraining(
                data,
                selection,
                options.threads(),
                options.precision(),
                options.recipe(rows.size()),
                options.seed(),
                options.network(rows.classes().size(), rows.bands(), rows.frames()),
                options.from().map(model -> Start.from(model, rows.classes(), options.seed())),
                options.about());
    }

    /**
     * Trains, calibrates and evaluates.
     *
     * @param checkpointing supplies the checkpoint to start from, saves checkpoints, and passes on the request to stop
     * @throws InputException if the loss becomes infinite or NaN, or there is not enough memory
     * @throws Checkpointing.StoppedException if the run was asked to stop
     */
    public TrainingResult train(TrainingListener listener, Checkpointing checkpointing) {
        TrainingResult result = trainer(listener)
                .train(recipe, seed, network, data.training(), data.validation(), data.test(), start, checkpointing);
        TrainedModel model = result.model().withTrainingData(summary()).withAbout(about);
        return result.withModel(data.frontEnd().map(model::withFrontEnd).orElse(model));
    }

    /**
     * Returns a summary of all training data, including those of the model to start from; empty if that model does not
     * store a summary.
     */
    private Optional<TrainingDataSummary> summary() {
        TrainingDataSummary own = new DataRecord(data).summary();
        return start.map(from -> from.model().trainingData().map(own::after)).orElse(Optional.of(own));
    }

    /** Returns the facts that determine the run's result bit for bit; reads all rows once. */
    public RunFacts facts() {
        RunFacts facts = RunFacts.of(
                trainer(TrainingListener.NONE), recipe, seed, network, data.training(), data.validation(), data.test());
        return start.map(from -> facts.with("start", from.toString())).orElse(facts);
    }

    private Trainer trainer(TrainingListener listener) {
        return new Trainer(selection.backend(), threads, precision, listener);
    }
}
