package dev.zankyo.report;

import dev.zankyo.data.Standardization;
import dev.zankyo.random.CounterRandom;
import dev.zankyo.report.SpectrogramImage.Range;
import dev.zankyo.train.TrainingResult;
import java.util.ArrayList;
import java.util.List;

/** The section with a few training rows, each without augmentation and as augmented in several epochs. */
final class Augmented {
    private static final int ROWS = 4;
    private static final int TIMES = 4;

    private Augmented() {}

    record Row(String label, String name, String before, List<String> after) {}

    record View(String words, int times, List<Row> rows) {}

    static Section of(TrainingResult result, Evidence training) {
        List<Row> rows = Examples.firstOfEachClass(training, ROWS).stream()
                .map(row -> row(result, training, row))
                .toList();
        String words = Facts.words(result.recipe().augmentation());
        return Section.of("Augmentation", Templates.render("augmented", new View(words, TIMES, rows)));
    }

    private static Row row(TrainingResult result, Evidence training, int row) {
        Standardization standardization = result.model().standardization();
        int bands = training.rows().bands();
        int frames = training.rows().frames();
        float[] values = training.values(row);
        standardization.apply(values, 0, values.length);
        Range range = Range.of(values);
        List<String> after = new ArrayList<>();
        CounterRandom random = CounterRandom.of(result.seed()).fork("report");
        for (int time = 0; time < TIMES; time++) {
            float[] changed = new float[values.length];
            result.recipe().augmentation().apply(values, bands, frames, row, random.fork(time), changed, 0);
            after.add(SpectrogramImage.uri(changed, bands, frames, range));
        }
        return new Row(
                training.label(row),
                training.names().apply(row),
                SpectrogramImage.uri(values, bands, frames, range),
                after);
    }
}
