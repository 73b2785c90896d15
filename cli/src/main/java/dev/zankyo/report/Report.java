package dev.zankyo.report;

import dev.zankyo.Prediction;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.report.Page.Tile;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving.Outcome;
import dev.zankyo.search.Sweep;
import dev.zankyo.train.CrossValidation;
import dev.zankyo.train.TrainingResult;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A report about a model (training, metrics, mistakes) or about a search for hyperparameters. It is one self-contained
 * HTML file that opens without a network, in light and dark mode, on paper and on a phone. Immutable.
 */
public final class Report {
    private final String title;
    private final String subtitle;
    private final List<Tile> tiles;
    private final List<Section> sections;

    private Report(String title, String subtitle, List<Tile> tiles, List<Section> sections) {
        this.title = title;
        this.subtitle = subtitle;
        this.tiles = List.copyOf(tiles);
        this.sections = List.copyOf(sections);
    }

    /**
     * Returns the report of a training run.
     *
     * @param result the result of the run
     * @param evaluation the evaluation of the test set, with calibrated figures if the model is calibrated
     * @param training the training set
     * @param test the test set
     * @param data what the first section says about both sets
     * @param predictions the predictions for the test rows
     * @param findings the findings about the data, one line each; empty if it was not examined
     * @param command the command that repeats the run
     * @param map the map of the recordings, if there is one
     */
    public static Report of(
            TrainingResult result,
            Evaluation evaluation,
            Evidence training,
            Evidence test,
            RunData data,
            List<Prediction> predictions,
            Optional<List<String>> findings,
            String command,
            Optional<RecordingMap> map) {
        List<Tile> tiles = new ArrayList<>(tiles(evaluation, data));
        tiles.add(new Tile(Words.count(result.history().size()), "epochs"));
        tiles.add(new Tile(Words.time(result.seconds()), "wall time"));
        List<Section> sections = new ArrayList<>();
        sections.add(Verdicts.of(result, evaluation, training, test, data, predictions));
        sections.add(Curves.of(result));
        Optional<LogMelSpec> frontEnd = result.model().frontEnd();
        sections.addAll(measured(evaluation, Calibrations.of(evaluation, true), test, predictions, frontEnd));
        map.map(RecordingMap::section).ifPresent(sections::add);
        sections.add(Examples.of(training));
        sections.add(Augmented.of(result, training));
        findings.map(Findings::of).ifPresent(sections::add);
        sections.add(ModelCard.of(result, evaluation, training.rows(), test.rows(), data)
                .section());
        sections.add(Facts.of(result, training, test, command));
        return new Report("Zankyo training report", training.origin(), tiles, sections);
    }

    /**
     * Returns the report of an evaluation of a trained model.
     *
     * @param evaluation the result
     * @param test the test set
     * @param data what the first section says about the test set
     * @param predictions the predictions for the test rows
     */
    public static Report of(
            TrainedModel model, Evaluation evaluation, Evidence test, RunData data, List<Prediction> predictions) {
        List<Section> sections = new ArrayList<>();
        sections.add(Verdicts.of(evaluation, test, data, predictions));
        sections.addAll(measured(evaluation, Calibrations.of(evaluation, false), test, predictions, model.frontEnd()));
        sections.add(Facts.of(model, test));
        return new Report("Zankyo evaluation report", test.origin(), tiles(evaluation, data), sections);
    }

    /**
     * Returns the report of a cross-validation. Except for the table of folds, its figures are those of all rows
     * together, each predicted by the network that was not trained on it.
     *
     * @param rows the data set
     * @param data what the first section says about it
     * @param frontEnd the front end that made the rows from recordings; empty if they were given as numbers
     * @param seconds wall time
     * @param command the command that repeats the cross-validation
     */
    public static Report of(
            CrossValidation result,
            Evidence rows,
            RunData data,
            Optional<LogMelSpec> frontEnd,
            double seconds,
            String command) {
        Evaluation evaluation = result.outOfFold().evaluation();
        List<Tile> tiles = new ArrayList<>(tiles(evaluation, data));
        tiles.add(new Tile(Words.count(result.folds().size()), "folds"));
        tiles.add(new Tile(Words.time(seconds), "wall time"));
        List<Section> sections = new ArrayList<>();
        sections.add(Verdicts.of(result, rows, data));
        sections.add(FoldTable.of(result));
        sections.addAll(measured(
                evaluation,
                Calibrations.outOfFold(evaluation),
                rows,
                result.outOfFold().predictions(),
                frontEnd));
        sections.add(Facts.of(result, rows, seconds, command));
        return new Report("Zankyo cross-validation report", rows.origin(), tiles, sections);
    }

    /** Returns the report of several training runs side by side. */
    public static Report of(Comparison comparison) {
        List<Tile> tiles = comparison.runs().stream()
                .map(run -> new Tile(
                        Words.percent(run.figures().accuracy()),
                        run.name() + ", 95 % interval "
                                + Uncertainty.interval(
                                        run.figures().correct(), run.figures().testRows())))
                .toList();
        List<Section> sections = List.of(
                FinalFigures.of(comparison),
                SettingDifferences.of(comparison),
                RunCurves.of(comparison),
                Disagreements.of(comparison));
        return new Report("Zankyo comparison of runs", "test accuracy of each run", tiles, sections);
    }

    /**
     * Returns the report of a search.
     *
     * @param data the data of the search, in a few words
     * @param seconds wall time
     * @param command the command that trains the best setting
     */
    public static Report of(Sweep.Result result, long seed, String data, double seconds, String command) {
        Outcome<Setting> outcome = result.outcome();
        Setting best = outcome.winner().candidate();
        List<Tile> tiles = List.of(
                new Tile(best.learningRateText(), "best learning rate"),
                new Tile(best.widthText(), "best width"),
                new Tile(best.augmentationText(), "best augmentation"),
                new Tile(
                        Words.percent(outcome.winner().score().accuracy()),
                        "validation accuracy, 95 % interval "
                                + Uncertainty.interval(outcome.winner().score())),
                new Tile(Words.count(outcome.rungs().getFirst().size()), "settings tried"),
                new Tile(Words.time(seconds), "wall time"));
        List<Section> sections = List.of(
                Winner.of(result, command),
                Scores.of(outcome),
                Rungs.of(outcome),
                LastRound.of(outcome),
                Facts.of(result, seed, data, seconds));
        return new Report("Zankyo sweep report", data, tiles, sections);
    }

    private static List<Tile> tiles(Evaluation evaluation, RunData data) {
        String rows = data.overlap().isPresent() ? "with training data: " : "test ";
        int correct = evaluation.confusion().correct();
        int total = evaluation.confusion().total();
        return List.of(
                new Tile(
                        Words.of(correct, total),
                        rows + "accuracy " + Words.rounded(evaluation.accuracy()) + ", 95 % interval",
                        "wide"),
                new Tile(Words.decimals(evaluation.confusion().macroF1()), "macro F1"),
                new Tile(Words.decimals(evaluation.loss()), "test loss"));
    }

    private static List<Section> measured(
            Evaluation evaluation,
            Section calibration,
            Evidence test,
            List<Prediction> predictions,
            Optional<LogMelSpec> frontEnd) {
        return List.of(
                Totals.of(evaluation),
                calibration,
                Classes.of(evaluation),
                Confusions.of(evaluation),
                Mistakes.of(test, predictions, frontEnd),
                TestRecordings.of(test, predictions));
    }

    /**
     * Writes the page, replacing a file of that name.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        String html = Page.html(title, subtitle, tiles, sections);
        AtomicFile.write(file, out -> out.write(html.getBytes(StandardCharsets.UTF_8)));
    }
}
