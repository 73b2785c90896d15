package dev.zankyo.report;

import dev.zankyo.Prediction;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.report.Page.Tile;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving.Outcome;
import dev.zankyo.search.Sweep;
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
            List<Prediction> predictions,
            Optional<List<String>> findings,
            String command,
            Optional<RecordingMap> map) {
        List<Tile> tiles = new ArrayList<>(tiles(evaluation));
        tiles.add(new Tile(Words.count(result.history().size()), "epochs"));
        tiles.add(new Tile(Words.time(result.seconds()), "wall time"));
        List<Section> sections = new ArrayList<>();
        sections.add(Curves.of(result));
        sections.addAll(measured(evaluation, true, test, predictions));
        map.map(RecordingMap::section).ifPresent(sections::add);
        sections.add(Examples.of(training));
        sections.add(Augmented.of(result, training));
        findings.map(Findings::of).ifPresent(sections::add);
        sections.add(Facts.of(result, training, test, command));
        return new Report("Zankyo training report", training.origin(), tiles, sections);
    }

    /**
     * Returns the report of an evaluation of a trained model.
     *
     * @param evaluation the result
     * @param test the test set
     * @param predictions the predictions for the test rows
     */
    public static Report of(TrainedModel model, Evaluation evaluation, Evidence test, List<Prediction> predictions) {
        List<Section> sections = new ArrayList<>(measured(evaluation, false, test, predictions));
        sections.add(Facts.of(model, test));
        return new Report("Zankyo evaluation report", test.origin(), tiles(evaluation), sections);
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
                new Tile(Words.percent(outcome.winner().score().accuracy()), "validation accuracy"),
                new Tile(Words.count(outcome.rungs().getFirst().size()), "settings tried"),
                new Tile(Words.time(seconds), "wall time"));
        List<Section> sections = List.of(
                Winner.of(result, command),
                Scores.of(outcome),
                Rungs.of(outcome),
                Facts.of(result, seed, data, seconds));
        return new Report("Zankyo sweep report", data, tiles, sections);
    }

    private static List<Tile> tiles(Evaluation evaluation) {
        return List.of(
                new Tile(Words.percent(evaluation.accuracy()), "test accuracy"),
                new Tile(
                        Words.count(evaluation.confusion().correct()) + " of "
                                + Words.count(evaluation.confusion().total()),
                        "correct"),
                new Tile(Words.decimals(evaluation.confusion().macroF1()), "macro F1"),
                new Tile(Words.decimals(evaluation.loss()), "test loss"));
    }

    private static List<Section> measured(
            Evaluation evaluation, boolean ofTheRun, Evidence test, List<Prediction> predictions) {
        return List.of(
                Totals.of(evaluation),
                Calibrations.of(evaluation, ofTheRun),
                Classes.of(evaluation),
                Confusions.of(evaluation),
                Mistakes.of(test, predictions),
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
