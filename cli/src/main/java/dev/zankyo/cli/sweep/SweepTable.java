package dev.zankyo.cli.sweep;

import dev.zankyo.cli.terminal.Table;
import dev.zankyo.evaluate.Interval;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.search.Score;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving.Run;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;

/** The results of a search, best first, as a table and as CSV. */
record SweepTable(List<Run<Setting>> ranking) {

    void print(PrintWriter to) {
        Table table =
                Table.of("learning rate", "width", "augmentation", "?epochs", "accuracy", "95 % interval", "loss");
        for (Run<Setting> run : ranking) {
            Score score = run.score();
            table.add(
                    run.candidate().learningRateText(),
                    run.candidate().widthText(),
                    run.candidate().augmentationText(),
                    run.epochs(),
                    String.format(Locale.ROOT, "%.2f %%", 100 * score.accuracy()),
                    score.interval().map(SweepTable::percent).orElse(""),
                    String.format(Locale.ROOT, "%.4f", score.loss()));
        }
        table.print(to);
    }

    private static String percent(Interval interval) {
        return String.format(Locale.ROOT, "%.0f to %.0f %%", 100 * interval.low(), 100 * interval.high());
    }

    void write(Path file) {
        StringBuilder text = new StringBuilder(
                "learning_rate,width,augmentation,round,epochs,validation_accuracy,validation_loss\n");
        for (Run<Setting> run : ranking) {
            Setting setting = run.candidate();
            text.append(CSVFormat.DEFAULT.format(
                            setting.learningRateText(),
                            setting.widthText(),
                            setting.augmentationText(),
                            run.rung(),
                            run.epochs(),
                            run.score().accuracy(),
                            run.score().loss()))
                    .append('\n');
        }
        AtomicFile.write(file, stream -> stream.write(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
