package dev.zankyo.cli.sweep;

import dev.zankyo.io.AtomicFile;
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
        to.printf(
                "%13s %6s %12s %6s %9s %7s%n", "learning rate", "width", "augmentation", "epochs", "accuracy", "loss");
        for (Run<Setting> run : ranking) {
            to.printf(
                    Locale.ROOT,
                    "%13s %6s %12s %6d %7.2f %% %7.4f%n",
                    run.candidate().learningRateText(),
                    run.candidate().widthText(),
                    run.candidate().augmentationText(),
                    run.epochs(),
                    100 * run.score().accuracy(),
                    run.score().loss());
        }
    }

    void write(Path file) {
        StringBuilder text =
                new StringBuilder("learning_rate,width,augmentation,rung,epochs,validation_accuracy,validation_loss\n");
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
