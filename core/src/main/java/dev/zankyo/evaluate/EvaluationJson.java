package dev.zankyo.evaluate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.zankyo.io.Json;
import dev.zankyo.model.Calibration;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A writer of an {@link Evaluation} as JSON. JSON has no infinities, so a number that is not finite is written as null.
 */
final class EvaluationJson {
    private final Evaluation evaluation;
    private final ConfusionMatrix confusion;
    private final JsonGenerator json;

    private EvaluationJson(Evaluation evaluation, JsonGenerator json) {
        this.evaluation = evaluation;
        this.confusion = evaluation.confusion();
        this.json = json;
    }

    static String render(Evaluation evaluation, Map<String, ?> further) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            new EvaluationJson(evaluation, json).write(further);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private void write(Map<String, ?> further) throws IOException {
        json.writeStartObject();
        json.writeNumberField("rows", confusion.total());
        json.writeNumberField("correct", confusion.correct());
        json.writeNumberField("accuracy", confusion.accuracy());
        Interval interval = evaluation.accuracyInterval();
        numbers("accuracy_interval_95", interval.low(), interval.high());
        json.writeArrayFieldStart("top_accuracy");
        for (int k = 1; k <= confusion.classes(); k++) {
            json.writeNumber(evaluation.topAccuracy(k));
        }
        json.writeEndArray();
        number("loss", evaluation.loss());
        number("expected_calibration_error", evaluation.reliability().expectedCalibrationError());
        bins(evaluation.reliability());
        if (evaluation.calibrated().isPresent()) {
            calibrated(evaluation.calibrated().get());
        }
        number("macro_precision", confusion.macroPrecision());
        number("macro_recall", confusion.macroRecall());
        number("macro_f1", confusion.macroF1());
        classes();
        confusions();
        for (Map.Entry<String, ?> field : further.entrySet()) {
            json.writeFieldName(field.getKey());
            json.writeRawValue(Json.line(field.getValue()));
        }
        json.writeEndObject();
    }

    private void calibrated(Evaluation.Calibrated calibrated) throws IOException {
        json.writeObjectFieldStart("calibrated");
        Calibration calibration = calibrated.calibration();
        number("temperature", calibration.temperature());
        number("loss", calibrated.loss());
        number("expected_calibration_error", calibrated.reliability().expectedCalibrationError());
        bins(calibrated.reliability());
        json.writeNumberField("unfamiliar_rows", calibrated.outOfDistribution());
        json.writeObjectFieldStart("fitted_on");
        json.writeStringField("source", calibration.source().toString());
        json.writeNumberField("rows", calibration.rows());
        number("error_before", calibration.errorBefore());
        number("error_after", calibration.errorAfter());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void bins(Reliability reliability) throws IOException {
        json.writeArrayFieldStart("reliability");
        for (Reliability.Bin bin : reliability.bins()) {
            json.writeStartObject();
            number("low", bin.low());
            number("high", bin.high());
            json.writeNumberField("rows", bin.rows());
            number("confidence", bin.confidence());
            number("accuracy", bin.accuracy());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void classes() throws IOException {
        json.writeArrayFieldStart("classes");
        for (int c = 0; c < confusion.classes(); c++) {
            json.writeStartObject();
            json.writeStringField("label", evaluation.classes().get(c));
            json.writeNumberField("rows", confusion.actual(c));
            json.writeNumberField("precision", confusion.precision(c));
            json.writeNumberField("recall", confusion.recall(c));
            json.writeNumberField("f1", confusion.f1(c));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes one row per true class, one column per predicted class. */
    private void confusions() throws IOException {
        json.writeArrayFieldStart("confusion");
        for (int actual = 0; actual < confusion.classes(); actual++) {
            json.writeStartArray();
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                json.writeNumber(confusion.count(actual, predicted));
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    private void numbers(String name, double... values) throws IOException {
        json.writeFieldName(name);
        json.writeArray(values, 0, values.length);
    }

    private void number(String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
