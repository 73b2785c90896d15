package dev.zankyo.cli.evaluate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.zankyo.evaluate.ConfusionMatrix;
import dev.zankyo.io.FileError;
import dev.zankyo.train.CrossValidation;
import dev.zankyo.train.CrossValidation.Fold;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The figures of a cross-validation as text and as JSON. */
final class FoldText {
    private FoldText() {}

    /** Returns a line such as {@code held out fold 1: 98.75 % (79 of 80), 95 % interval 93.25 to 99.78 %, trained on
     * 720 rows}. */
    static String line(Fold fold) {
        ConfusionMatrix confusion = fold.evaluation().confusion();
        return String.format(
                Locale.ROOT,
                "held out %s: %.2f %% (%d of %d), 95 %% interval %s, trained on %d rows",
                FileError.printable(fold.name()),
                100 * confusion.accuracy(),
                confusion.correct(),
                confusion.total(),
                fold.evaluation().accuracyInterval().inPercent(),
                fold.trainingRows());
    }

    static String summary(CrossValidation result) {
        StringBuilder text = new StringBuilder();
        result.folds().forEach(fold -> text.append(line(fold)).append('\n'));
        ConfusionMatrix pooled = result.pooled();
        return text.append(String.format(
                        Locale.ROOT,
                        "accuracy %.2f %% +- %.2f %% (mean and standard deviation of %d folds)\n",
                        100 * result.mean(),
                        100 * result.deviation(),
                        result.folds().size()))
                .append(String.format(
                        Locale.ROOT,
                        "all rows %.2f %% (%d of %d), 95 %% interval %s, macro F1 %.4f\n",
                        100 * pooled.accuracy(),
                        pooled.correct(),
                        pooled.total(),
                        result.interval().inPercent(),
                        pooled.macroF1()))
                .toString();
    }

    static String json(CrossValidation result) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeNumberField("accuracy_mean", result.mean());
            json.writeNumberField("accuracy_deviation", result.deviation());
            json.writeNumberField("accuracy", result.pooled().accuracy());
            json.writeFieldName("accuracy_interval_95");
            json.writeArray(
                    new double[] {result.interval().low(), result.interval().high()}, 0, 2);
            json.writeArrayFieldStart("folds");
            for (Fold fold : result.folds()) {
                json.writeStartObject();
                json.writeStringField("name", fold.name());
                json.writeNumberField("learnt", fold.trainingRows());
                json.writeNumberField("rows", fold.evaluation().confusion().total());
                json.writeNumberField("accuracy", fold.evaluation().accuracy());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }
}
