package dev.zankyo.cli;

import dev.zankyo.InputException;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.model.TrainedModel;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a trained model on labelled rows. */
@Command(description = "Measures a trained model: accuracy, loss, figures by class, confusions.")
final class EvaluateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOption model;

    @Option(
            names = "--test",
            paramLabel = "CSV",
            description = "Labelled rows to measure it on; without, the synthetic ones that 'train' tests on.")
    private Path test;

    @Mixin
    private LayoutOption layout;

    @Mixin
    private ComputeOptions compute;

    @Override
    public void run() {
        TrainedModel trained = model.read();
        Dataset rows = test == null ? synthetic(trained) : read(trained);
        try (var predictor = Predictor.of(trained, compute.select(), compute.threads(), compute.precision())) {
            spec.commandLine().getOut().print(predictor.evaluate(rows).toText());
        }
    }

    private Dataset read(TrainedModel trained) {
        return layout.announced(test, layout.reader(trained.config()).readTest(test, trained.classes()));
    }

    private static Dataset synthetic(TrainedModel trained) {
        Dataset rows = SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED).test();
        if (!rows.classes().equals(trained.classes())) {
            throw new InputException("--test: is needed for a model of other classes than the synthetic ones; expected "
                    + rows.classes() + ", got " + trained.classes());
        }
        return rows;
    }
}
