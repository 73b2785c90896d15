package dev.zankyo.cli.train;

import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.backend.Precision;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.train.Checkpointing;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.RunFacts;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingListener;
import dev.zankyo.train.TrainingResult;

/** A run as the options have it: who computes, how to train, and on what. */
record TrainingJob(
        Selection selection,
        int threads,
        Precision precision,
        Recipe recipe,
        long seed,
        ResNetConfig network,
        TrainingRows rows) {

    TrainingResult run(TrainingListener listener, Checkpointing checkpointing) {
        TrainingResult result = trainer(listener)
                .train(recipe, seed, network, rows.training(), rows.validation(), rows.test(), checkpointing);
        return rows.frontEnd()
                .map(frontEnd -> result.withModel(result.model().withFrontEnd(frontEnd)))
                .orElse(result);
    }

    /** What decides the bits of the run; reads all rows. */
    RunFacts facts() {
        return RunFacts.of(
                trainer(TrainingListener.NONE), recipe, seed, network, rows.training(), rows.validation(), rows.test());
    }

    private Trainer trainer(TrainingListener listener) {
        return new Trainer(selection.backend(), threads, precision, listener);
    }
}
