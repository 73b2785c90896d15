package dev.zankyo.cli.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.InputException;
import dev.zankyo.Prediction;
import dev.zankyo.Prediction.Known;
import dev.zankyo.TimedPrediction;
import dev.zankyo.audio.LogMelSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class PredictionFormatTest {
    private static final List<String> CLASSES = List.of("bell", "a \"b\", c");
    private static final Prediction BELL = new Prediction(CLASSES, new double[] {0.75, 0.25}, Known.YES);
    private static final Prediction SURE = new Prediction(CLASSES, new double[] {1, 0}, Known.CANNOT_TELL);
    private static final Prediction OTHER = new Prediction(CLASSES, new double[] {1e-9, 1}, Known.NO);
    private static final Path LONG = Path.of("d", "long.wav");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private String print(PredictionFormat format, double threshold, boolean live, Consumer<PredictionPrinter> calls) {
        var settings = new Printing(2, threshold, live, Optional.of(LogMelSpec.parse("general")));
        try (var printer = format.printer(settings, new PrintWriter(out), new PrintWriter(err))) {
            calls.accept(printer);
        }
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    private static void windows(PredictionPrinter printer, Prediction... predictions) {
        for (int i = 0; i < predictions.length; i++) {
            printer.onWindow(LONG, new TimedPrediction(0.5 * i, 1 + 0.5 * i, predictions[i]));
        }
        printer.onEnd(LONG);
    }

    private static void allKinds(PredictionPrinter printer) {
        printer.onRow(Path.of("a.csv"), 7, BELL);
        printer.onRecording(Path.of("b\u001b[2J.wav"), new TimedPrediction(0, 3, OTHER));
        printer.onFailure(Path.of("c.wav"), new IllegalStateException("c.wav: bad"));
        windows(printer, BELL, BELL, OTHER);
    }

    private void assertFailurePrinted() {
        assertEquals("zankyo: c.wav: bad\n", err.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void text_answers_areLinesAndNeighbouringWindowsOne() {
        assertEquals("""
                a.csv row 7: bell (75.00 %), a "b", c (25.00 %)
                b\\u001b[2J.wav: unknown sound; nearest classes: a "b", c (100.00 %), bell (0.00 %)
                d/long.wav 0.00-1.25 s: bell (75.00 %), a "b", c (25.00 %)
                d/long.wav 1.25-2.00 s: unknown sound; nearest classes: a "b", c (100.00 %), bell (0.00 %)
                """, print(PredictionFormat.TEXT, 0, false, PredictionFormatTest::allKinds));
        assertFailurePrinted();
    }

    @Test
    void text_belowTheThreshold_isNoneOfThese() {
        assertEquals(
                """
                d/long.wav 0.00-0.75 s: bell (100.00 %), a "b", c (0.00 %)
                d/long.wav 0.75-1.75 s: none of these; nearest classes: bell (75.00 %), a "b", c (25.00 %)
                d/long.wav 1.75-2.50 s: bell (100.00 %), a "b", c (0.00 %)
                """, print(PredictionFormat.TEXT, 0.8, false, printer -> windows(printer, SURE, BELL, BELL, SURE)));
    }

    @Test
    void text_live_isALinePerWindowAtOnce() {
        print(PredictionFormat.TEXT, 0, true, printer -> {
            printer.onWindow(LONG, new TimedPrediction(0, 1, BELL));
            assertEquals(
                    "d/long.wav 0.00-1.00 s: bell (75.00 %), a \"b\", c (25.00 %)",
                    out.toString().strip());
            printer.onWindow(LONG, new TimedPrediction(1, 2, BELL));
        });
        assertEquals(2, out.toString().lines().count());
    }

    @Test
    void csv_answersAndRanks_areRecords() {
        assertEquals("""
                file,row,start,end,rank,label,probability,familiar,class
                a.csv,7,,,1,bell,0.75,true,bell
                a.csv,7,,,2,"a ""b"", c",0.25,true,bell
                b\u001b[2J.wav,,,,1,"a ""b"", c",1.0,false,
                b\u001b[2J.wav,,,,2,bell,1.0E-9,false,
                d/long.wav,,0.0,1.0,1,bell,0.75,true,bell
                d/long.wav,,0.0,1.0,2,"a ""b"", c",0.25,true,bell
                d/long.wav,,0.5,1.5,1,bell,0.75,true,bell
                d/long.wav,,0.5,1.5,2,"a ""b"", c",0.25,true,bell
                d/long.wav,,1.0,2.0,1,"a ""b"", c",1.0,false,
                d/long.wav,,1.0,2.0,2,bell,1.0E-9,false,
                """, print(PredictionFormat.CSV, 0, false, PredictionFormatTest::allKinds));
        assertFailurePrinted();
    }

    @Test
    void csv_belowTheThreshold_hasProbabilitiesButNoClass() {
        assertEquals("""
                file,row,start,end,rank,label,probability,familiar,class
                d/long.wav,,0.0,1.0,1,bell,1.0,,bell
                d/long.wav,,0.0,1.0,2,"a ""b"", c",0.0,,bell
                d/long.wav,,0.5,1.5,1,bell,0.75,true,
                d/long.wav,,0.5,1.5,2,"a ""b"", c",0.25,true,
                """, print(PredictionFormat.CSV, 0.8, false, printer -> windows(printer, SURE, BELL)));
    }

    @Test
    void json_answers_areObjects() {
        String json = print(PredictionFormat.JSON, 0, false, PredictionFormatTest::allKinds)
                .replaceAll("\\s+", "");
        assertEquals("""
                [{"file":"a.csv","row":7,"familiar":true,"class":"bell","predictions":\
                [{"label":"bell","probability":0.75},\
                {"label":"a\\"b\\",c","probability":0.25}]},\
                {"file":"b\\u001B[2J.wav","familiar":false,"class":null,"predictions":\
                [{"label":"a\\"b\\",c","probability":1.0},\
                {"label":"bell","probability":1.0E-9}]},\
                {"file":"d/long.wav","start":0.0,"end":1.0,""", json.substring(0, json.indexOf("\"end\":1.0,") + 10));
        assertFailurePrinted();
    }

    @Test
    void json_belowTheThresholdAndWithoutCalibration_isNull() {
        String json = print(PredictionFormat.JSON, 0.8, false, printer -> windows(printer, SURE, BELL))
                .replaceAll("\\s+", "");
        assertEquals("""
                [{"file":"d/long.wav","start":0.0,"end":1.0,"familiar":null,"class":"bell","predictions":\
                [{"label":"bell","probability":1.0},{"label":"a\\"b\\",c","probability":0.0}]},\
                {"file":"d/long.wav","start":0.5,"end":1.5,"familiar":true,"class":null,"predictions":\
                [{"label":"bell","probability":0.75},{"label":"a\\"b\\",c","probability":0.25}]}]""", json);
    }

    /** Reads a table as Raven does: columns by name, separated by tabs. */
    private static List<Map<String, String>> selections(String table) {
        List<String[]> lines = table.lines().map(line -> line.split("\t", -1)).toList();
        List<Map<String, String>> selections = new ArrayList<>();
        for (String[] line : lines.subList(1, lines.size())) {
            assertEquals(lines.get(0).length, line.length);
            Map<String, String> selection = new TreeMap<>();
            for (int i = 0; i < line.length; i++) {
                selection.put(lines.get(0)[i], line[i]);
            }
            selections.add(selection);
        }
        return selections;
    }

    private static void assertSelection(
            Map<String, String> selection, int number, double begin, double end, String label, double score) {
        assertEquals(number, Integer.parseInt(selection.get("Selection")));
        assertEquals("Spectrogram 1", selection.get("View"));
        assertEquals("1", selection.get("Channel"));
        assertEquals(begin, Double.parseDouble(selection.get("Begin Time (s)")));
        assertEquals(end, Double.parseDouble(selection.get("End Time (s)")));
        assertEquals(LogMelSpec.parse("general").fMin(), Double.parseDouble(selection.get("Low Freq (Hz)")));
        assertEquals(LogMelSpec.parse("general").fMax(), Double.parseDouble(selection.get("High Freq (Hz)")));
        assertEquals(label, selection.get("Class"));
        assertEquals(score, Double.parseDouble(selection.get("Score")));
        assertEquals("long.wav", selection.get("Begin File"));
    }

    @Test
    void raven_windows_areSelectionsFromTheFirstToTheLastOfAClass() {
        List<Map<String, String>> selections = selections(print(PredictionFormat.RAVEN, 0, false, printer -> {
            windows(printer, BELL, SURE, OTHER, BELL);
            printer.onRecording(LONG, new TimedPrediction(0, 2.5, SURE));
        }));
        assertEquals(3, selections.size());
        assertSelection(selections.get(0), 1, 0, 1.5, "bell", 0.875);
        assertSelection(selections.get(1), 2, 1.5, 2.5, "bell", 0.75);
        assertSelection(selections.get(2), 3, 0, 2.5, "bell", 1);
    }

    @Test
    void raven_belowTheThreshold_isNotWritten() {
        List<Map<String, String>> selections =
                selections(print(PredictionFormat.RAVEN, 0.8, false, printer -> windows(printer, BELL, SURE, BELL)));
        assertEquals(1, selections.size());
        assertSelection(selections.get(0), 1, 0.5, 1.5, "bell", 1);
        assertThrows(
                InputException.class,
                () -> print(PredictionFormat.RAVEN, 0, false, printer -> printer.onRow(LONG, 1, BELL)));
    }

    @Test
    void raven_closedWithinARecording_printsTheLastSelection() {
        List<Map<String, String>> selections = selections(print(PredictionFormat.RAVEN, 0, true, printer -> {
            printer.onWindow(LONG, new TimedPrediction(0, 1, BELL));
            printer.onWindow(LONG, new TimedPrediction(1, 2, BELL));
        }));
        assertEquals(1, selections.size());
        assertSelection(selections.get(0), 1, 0, 2, "bell", 0.75);
    }

    @Test
    void audacity_windows_areLabelsFromTheFirstToTheLastOfAClass() {
        Prediction second = new Prediction(CLASSES, new double[] {0.1, 0.9}, Known.YES);
        String track = print(
                PredictionFormat.AUDACITY, 0.5, false, printer -> windows(printer, BELL, BELL, second, OTHER, BELL));
        List<String[]> labels = track.lines().map(line -> line.split("\t")).toList();
        assertEquals(3, labels.size());
        double[][] times = {{0, 1.5}, {1, 2}, {2, 3}};
        for (int i = 0; i < times.length; i++) {
            assertEquals(3, labels.get(i).length);
            assertEquals(times[i][0], Double.parseDouble(labels.get(i)[0]));
            assertEquals(times[i][1], Double.parseDouble(labels.get(i)[1]));
            assertEquals(i == 1 ? "a \"b\", c" : "bell", labels.get(i)[2]);
        }
    }

    @Test
    void untilSignal_onceEnded_printsNothingMore() {
        print(PredictionFormat.TEXT, 0, false, printer -> {
            var until = new UntilSignal(printer, new PrintWriter(out));
            until.onWindow(LONG, new TimedPrediction(0, 1, BELL));
            assertEquals("", out.toString());
            until.end();
            until.onWindow(LONG, new TimedPrediction(1, 2, OTHER));
            until.close();
        });
        assertEquals(
                "d/long.wav 0.00-1.00 s: bell (75.00 %), a \"b\", c (25.00 %)",
                out.toString().strip());
    }

    /** Prints the prediction of a model without a detector of unknown sounds. */
    private static String printUndecided(PredictionFormat format) {
        StringWriter out = new StringWriter();
        try (var printer = format.printer(
                new Printing(1, 0, false, Optional.empty()),
                new PrintWriter(out),
                new PrintWriter(new StringWriter()))) {
            var undecided = new Prediction(CLASSES, new double[] {0.75, 0.25}, Known.CANNOT_TELL);
            printer.onRecording(Path.of("a.wav"), new TimedPrediction(0, 1, undecided));
        }
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    @Test
    void familiar_ofAModelThatCannotTell_isLeftOpenInEveryFormat() {
        assertEquals("a.wav: bell (75.00 %)\n", printUndecided(PredictionFormat.TEXT));
        assertEquals("""
                file,row,start,end,rank,label,probability,familiar,class
                a.wav,,,,1,bell,0.75,,bell
                """, printUndecided(PredictionFormat.CSV));
        assertEquals(
                "[{\"file\":\"a.wav\",\"familiar\":null,\"class\":\"bell\",\"predictions\":[{\"label\":\"bell\",\"probability\":0.75}]}]",
                printUndecided(PredictionFormat.JSON).replaceAll("\\s+", ""));
    }
}
