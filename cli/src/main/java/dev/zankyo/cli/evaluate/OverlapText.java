package dev.zankyo.cli.evaluate;

import dev.zankyo.TrainingOverlap;
import dev.zankyo.evaluate.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The part of an evaluation's output about test rows that the model was trained on.
 *
 * @param overlap the rows; empty if the model does not know its training data
 * @param rows the number of all test rows
 * @param others the evaluation of the other rows; empty unless some rows were trained on and some were not
 */
record OverlapText(Optional<TrainingOverlap> overlap, int rows, Optional<Evaluation> others) {
    /** The lowest rate of false positives that the text mentions. */
    private static final double MENTIONED_RATE = 0.001;

    /** Returns one line about the rows and, if only some were trained on, one with the figures of the others. */
    String lines() {
        if (overlap.isEmpty()) {
            return "training     not known which of these rows were trained on (model of an earlier version)\n";
        }
        int count = overlap.get().count();
        String of = count == 0 ? "none" : count == rows ? "all" : Integer.toString(count);
        double rate = overlap.get().falsePositiveRate();
        String doubt = rate < MENTIONED_RATE ? "" : format("; %.1f %% of new rows count by mistake", 100 * rate);
        return format("training     the model was trained on %s of these %d rows%s\n", of, rows, doubt)
                + others.map(OverlapText::figures).orElse("");
    }

    /**
     * Returns which rows the model was trained on, as a sentence without its period.
     *
     * @param unit the word for one row
     * @param others the evaluation of the other rows; empty unless some rows were trained on and some were not
     */
    static String sentence(Optional<TrainingOverlap> overlap, int rows, String unit, Optional<Evaluation> others) {
        if (overlap.isEmpty()) {
            return "not known: the model does not say which " + unit + "s it was trained on";
        }
        int count = overlap.get().count();
        return count == 0
                ? "the model was trained on none of these " + unit + "s"
                : format("the model was trained on %d of these %d %ss", count, rows, unit)
                        + others.map(OverlapText::ofTheOthers).orElse(", so its accuracy on new ones may be lower");
    }

    private static String ofTheOthers(Evaluation others) {
        return format(
                "; of the others, it predicts %d of %d correctly (95 %% interval %.1f to %.1f %%)",
                others.confusion().correct(),
                others.confusion().total(),
                100 * others.accuracyInterval().low(),
                100 * others.accuracyInterval().high());
    }

    private static String figures(Evaluation others) {
        return format(
                "others       accuracy %.2f %% (%d of %d rows), 95 %% interval %s, loss %.4f\n",
                100 * others.accuracy(),
                others.confusion().correct(),
                others.confusion().total(),
                others.accuracyInterval().inPercent(),
                others.loss());
    }

    /** Returns the overlap as a JSON field; null if it is not known. */
    Map<String, Object> json() {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("training_data", overlap.map(this::fields).orElse(null));
        return field;
    }

    private Map<String, Object> fields(TrainingOverlap known) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows_trained_on", known.count());
        fields.put("false_positive_rate", known.falsePositiveRate());
        fields.put("others", others.map(OverlapText::jsonFigures).orElse(null));
        return fields;
    }

    private static Map<String, Object> jsonFigures(Evaluation others) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rows", others.confusion().total());
        figures.put("correct", others.confusion().correct());
        figures.put("accuracy", others.accuracy());
        figures.put(
                "accuracy_interval_95",
                List.of(
                        others.accuracyInterval().low(),
                        others.accuracyInterval().high()));
        figures.put("loss", Double.isFinite(others.loss()) ? others.loss() : null);
        return figures;
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
