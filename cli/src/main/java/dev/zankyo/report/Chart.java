package dev.zankyo.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * A chart of lines over common x values, drawn by the page's script into the element with the chart's id.
 *
 * @param id the element's id
 * @param xLabel the label of the x axis
 * @param percent whether values are shares, shown as percentages
 * @param choices whether x values are choices, drawn at equal distances, rather than points of a scale
 * @param x the x values, ascending
 * @param lines the lines, each with a value for every x
 * @param marks the x values to mark
 */
record Chart(
        String id, String xLabel, boolean percent, boolean choices, double[] x, List<Line> lines, List<Mark> marks) {
    /** Makes a chart without marks. */
    Chart(String id, String xLabel, boolean percent, boolean choices, double[] x, List<Line> lines) {
        this(id, xLabel, percent, choices, x, lines, List.of());
    }

    /** Makes a chart whose x values are points of a scale. */
    Chart(String id, String xLabel, boolean percent, double[] x, List<Line> lines) {
        this(id, xLabel, percent, false, x, lines);
    }

    /** Returns this chart with a mark. */
    Chart marked(double at, String label) {
        return new Chart(id, xLabel, percent, choices, x, lines, List.of(new Mark(at, label)));
    }

    /**
     * A vertical line.
     *
     * @param x its place
     * @param label the words beside it
     */
    record Mark(double x, String label) {}

    /** The style of a line. */
    enum Style {
        LINE,
        /** A line without points, over a {@link #FAINT} one that it smooths. */
        SMOOTH,
        FAINT,
        DASHED,
        BARS,
        /** Bars of uncertain height. */
        PALE_BARS
    }

    /**
     * A line.
     *
     * @param label its name in the legend
     * @param colour the name of one of the style sheet's colors
     * @param style how it is drawn
     * @param values one value per x; a value that is not finite leaves a gap
     * @param low the lower end of the interval of each value; empty without intervals
     * @param high the upper end of the interval of each value; empty without intervals
     */
    record Line(String label, String colour, Style style, double[] values, double[] low, double[] high) {
        /** Makes a line without intervals. */
        Line(String label, String colour, Style style, double[] values) {
            this(label, colour, style, values, new double[0], new double[0]);
        }
    }

    /** Returns all charts as one JSON array that is safe inside a script element. */
    static String json(List<Chart> charts) {
        return ScriptJson.text(json -> {
            json.writeStartArray();
            for (Chart chart : charts) {
                chart.write(json);
            }
            json.writeEndArray();
        });
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id);
        json.writeStringField("xLabel", xLabel);
        json.writeBooleanField("percent", percent);
        json.writeBooleanField("choices", choices);
        json.writeFieldName("x");
        write(json, x);
        json.writeArrayFieldStart("lines");
        for (Line line : lines) {
            json.writeStartObject();
            json.writeStringField("label", line.label());
            json.writeStringField("colour", line.colour());
            json.writeStringField("style", line.style().name());
            json.writeFieldName("values");
            write(json, line.values());
            json.writeFieldName("low");
            write(json, line.low());
            json.writeFieldName("high");
            write(json, line.high());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("marks");
        for (Mark mark : marks) {
            json.writeStartObject();
            json.writeNumberField("x", mark.x());
            json.writeStringField("label", mark.label());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Writes an array of numbers; values that are not finite are null, as JSON has no infinities. */
    private static void write(JsonGenerator json, double[] values) throws IOException {
        json.writeStartArray();
        for (double value : values) {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }
}
