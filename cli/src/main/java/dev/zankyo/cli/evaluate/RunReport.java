package dev.zankyo.cli.evaluate;

import dev.zankyo.InputException;
import dev.zankyo.Prediction;
import dev.zankyo.PreparedData;
import dev.zankyo.Recordings;
import dev.zankyo.audio.Recording;
import dev.zankyo.audio.Remarks;
import dev.zankyo.audio.Span;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.cli.terminal.OptionName;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Finding;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.report.Evidence;
import dev.zankyo.report.ModelCard;
import dev.zankyo.report.PredictionFile;
import dev.zankyo.report.RecordingMap;
import dev.zankyo.report.Report;
import dev.zankyo.report.RunData;
import dev.zankyo.run.RunDirectory;
import dev.zankyo.sounds.SoundFacts;
import dev.zankyo.sounds.SoundFile;
import dev.zankyo.sounds.SoundSet;
import dev.zankyo.sounds.Split;
import dev.zankyo.train.TrainingResult;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The data of the report about a training run: the training and test rows with their origin, what is known about them,
 * and the findings.
 */
public record RunReport(Evidence training, Evidence test, RunData data, Optional<List<String>> findings) {

    /** Returns the report data of the built-in synthetic sounds. */
    public static RunReport synthetic(PreparedData data) {
        var training = new Evidence(
                "synthetic sounds",
                data.training(),
                numbered("synthetic sound"),
                row -> Optional.of(SyntheticDataset.trainingSound(SyntheticDataset.DEFAULT_SEED, row)));
        return new RunReport(training, synthetic(data.test()), syntheticData(), Optional.empty());
    }

    /** Returns what is known about the built-in synthetic sounds. */
    static RunData syntheticData() {
        return RunData.rows("other synthetic sounds of the same kinds", List.of());
    }

    /** Returns the built-in synthetic test sounds. */
    static Evidence synthetic(Dataset test) {
        return new Evidence(
                "synthetic test sounds",
                test,
                numbered("synthetic test sound"),
                row -> Optional.of(SyntheticDataset.testSound(SyntheticDataset.DEFAULT_SEED, row)),
                row -> Optional.of(new Evidence.Clip(
                        Optional.empty(),
                        false,
                        0,
                        SyntheticDataset.testSound(SyntheticDataset.DEFAULT_SEED, row)
                                .seconds())));
    }

    /** Returns the report data of CSV files, which hold no sounds to play. */
    public static RunReport csv(Path trainingFile, Path testFile, PreparedData data) {
        return new RunReport(
                csv(trainingFile, data.training()),
                csv(testFile, data.test()),
                RunData.rows("the rows of another file, " + testFile.getFileName(), faults(data)),
                Optional.of(findings(data)));
    }

    /** Returns the rows of a CSV file. */
    static Evidence csv(Path file, Dataset rows) {
        return new Evidence(file.toString(), rows, numbered(file.getFileName() + ", row"), row -> Optional.empty());
    }

    /** Returns the report data of recordings. */
    public static RunReport sounds(Recordings recordings, PreparedData data) {
        Split split = data.recordings().orElseThrow();
        return new RunReport(
                sounds(recordings.folder(), split.training()),
                sounds(recordings.testFolder(), split.test()),
                new RunData(
                        unit(split.test()),
                        recordings.testSet(split),
                        faults(data),
                        seconds(split.training()),
                        seconds(split.test())),
                Optional.of(findings(data)));
    }

    private static List<String> findings(PreparedData data) {
        return data.findings().stream()
                .map(finding -> (finding.kind().isFault() ? "" : "Note: ") + OptionName.in(finding.toString()))
                .toList();
    }

    /** Returns the problems of the data, with settings named as options. */
    private static List<Finding> faults(PreparedData data) {
        return data.findings().stream()
                .filter(finding -> finding.kind().isFault())
                .map(finding -> new Finding(finding.kind(), OptionName.in(finding.text()), finding.names()))
                .toList();
    }

    /** Returns the word for one row of a set: a segment if some rows are parts of a recording. */
    static String unit(SoundSet set) {
        return set.files().stream().anyMatch(file -> file.span().isPresent()) ? "segment" : "recording";
    }

    /** Returns the length of each recording, once if it is repeated to balance the classes. */
    static List<Double> seconds(SoundSet set) {
        Set<SoundFile> seen = new HashSet<>();
        return IntStream.range(0, set.size())
                .filter(row -> seen.add(set.files().get(row)))
                .mapToObj(row -> set.facts().get(row).seconds())
                .toList();
    }

    /** Returns the rows of a folder of recordings. */
    static Evidence sounds(Path folder, SoundSet set) {
        return new Evidence(
                folder.toString(),
                set.data(),
                row -> set.files().get(row).title(),
                row -> sound(set.files().get(row)),
                row -> Optional.of(clip(set.files().get(row), set.facts().get(row))));
    }

    private static Evidence.Clip clip(SoundFile file, SoundFacts facts) {
        double start = file.span()
                .map(span -> span.unit() == Span.Unit.SECONDS ? span.start() : span.start() / facts.sampleRate())
                .orElse(0.0);
        return new Evidence.Clip(Optional.of(file.path()), file.span().isPresent(), start, facts.seconds());
    }

    /** Returns the recording; empty if it has been deleted since training, in which case the page omits it. */
    private static Optional<Recording> sound(SoundFile file) {
        try {
            return Optional.of(file.read(Remarks.to(remark -> {})));
        } catch (InputException e) {
            return Optional.empty();
        }
    }

    private static IntFunction<String> numbered(String what) {
        return row -> what + " " + (row + 1);
    }

    /**
     * Predicts every test row and, for the map, some training rows on the backend that trained the model. Writes the
     * page, the predictions and the model card.
     *
     * @param command the command that repeats the run
     * @param folder the folder of the run
     */
    public void write(TrainingResult result, ComputeBackend backend, String command, RunDirectory folder) {
        try (var predictor = Predictor.withFeatures(result.model(), backend, result.threads(), result.precision())) {
            Evaluation evaluation = predictor.evaluate(test.rows());
            List<Prediction> predictions = predictor.predict(test.rows());
            PredictionFile.of(test, predictions).write(folder.predictions());
            Evidence shownTraining = training.on(folder.report());
            Evidence shownTest = test.on(folder.report());
            Optional<RecordingMap> map = RecordingMap.of(predictor, shownTraining, shownTest);
            Report.of(result, evaluation, shownTraining, shownTest, data, predictions, findings, command, map)
                    .write(folder.report());
            ModelCard.of(result, evaluation, training.rows(), test.rows(), data).write(folder.modelCard());
        }
    }
}
