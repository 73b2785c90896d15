package dev.zankyo.report;

import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.report.Page.Tile;
import dev.zankyo.train.TrainingResult;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page about a model: how it learnt, how good it is and where it fails. One self-contained HTML file that opens without a
 * network, in light and dark, on paper and on a telephone. Sections come in the order in which they are added. For one
 * thread.
 */
public final class Report {
    private final String title;
    private final String subtitle;
    private final List<Tile> tiles = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    private Report(String title, String subtitle) {
        this.title = title;
        this.subtitle = subtitle;
    }

    /** Of a training run: its curves, its figures on the test rows, its facts. */
    public static Report of(TrainingResult result) {
        var report =
                new Report("Zankyo training report", result.model().provenance().input());
        report.figures(result.evaluation());
        report.tiles.add(new Tile(Words.count(result.history().size()), "epochs"));
        report.tiles.add(new Tile(Words.time(result.seconds()), "wall time"));
        report.sections.add(Curves.of(result.history()));
        report.sections.add(Classes.of(result.evaluation()));
        report.sections.add(Confusions.of(result.evaluation()));
        report.sections.add(Facts.of(result));
        return report;
    }

    /** Of a measurement of a trained model. */
    public static Report of(TrainedModel model, Evaluation evaluation) {
        var report = new Report("Zankyo evaluation report", model.provenance().input());
        report.figures(evaluation);
        report.sections.add(Classes.of(evaluation));
        report.sections.add(Confusions.of(evaluation));
        report.sections.add(Facts.of(model));
        return report;
    }

    private void figures(Evaluation evaluation) {
        tiles.add(new Tile(Words.percent(evaluation.accuracy()), "test accuracy"));
        tiles.add(new Tile(
                Words.count(evaluation.confusion().correct()) + " of "
                        + Words.count(evaluation.confusion().total()),
                "test rows right"));
        tiles.add(new Tile(Words.decimals(evaluation.confusion().macroF1()), "macro F1"));
        tiles.add(new Tile(Words.decimals(evaluation.loss()), "test loss"));
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
