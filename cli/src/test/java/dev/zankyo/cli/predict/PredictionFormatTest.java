package dev.zankyo.cli.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.Prediction;
import dev.zankyo.Prediction.Known;
import dev.zankyo.TimedPrediction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PredictionFormatTest {
    private static final List<String> CLASSES = List.of("bell", "a \"b\", c");
    private static final Prediction BELL = new Prediction(CLASSES, new double[] {0.75, 0.25}, Known.YES);
    private static final Prediction OTHER = new Prediction(CLASSES, new double[] {1e-9, 1}, Known.NO);

    private static String print(PredictionFormat format) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (var printer = format.printer(2, new PrintWriter(out), new PrintWriter(err))) {
            printer.onRow(Path.of("a.csv"), 7, BELL);
            printer.onRecording(Path.of("b\u001b[2J.wav"), OTHER);
            printer.onFailure(Path.of("c.wav"), new IllegalStateException("c.wav: bad"));
            printer.onWindows(
                    Path.of("d.wav"),
                    List.of(
                            new TimedPrediction(0, 1, BELL),
                            new TimedPrediction(0.5, 1.5, BELL),
                            new TimedPrediction(1, 2, OTHER)));
        }
        assertEquals("zankyo: c.wav: bad\n", err.toString().replace(System.lineSeparator(), "\n"));
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    @Test
    void text_answers_areLinesAndNeighbouringWindowsOne() {
        assertEquals("""
                a.csv row 7: bell (75.00 %), a "b", c (25.00 %)
                b\\u001b[2J.wav: unknown sound; nearest classes: a "b", c (100.00 %), bell (0.00 %)
                d.wav 0.00-1.25 s: bell (75.00 %), a "b", c (25.00 %)
                d.wav 1.25-2.00 s: unknown sound; nearest classes: a "b", c (100.00 %), bell (0.00 %)
                """, print(PredictionFormat.TEXT));
    }

    @Test
    void csv_answersAndRanks_areRecords() {
        assertEquals("""
                file,row,start,end,rank,label,probability,familiar
                a.csv,7,,,1,bell,0.75,true
                a.csv,7,,,2,"a ""b"", c",0.25,true
                b\u001b[2J.wav,,,,1,"a ""b"", c",1.0,false
                b\u001b[2J.wav,,,,2,bell,1.0E-9,false
                d.wav,,0.0,1.0,1,bell,0.75,true
                d.wav,,0.0,1.0,2,"a ""b"", c",0.25,true
                d.wav,,0.5,1.5,1,bell,0.75,true
                d.wav,,0.5,1.5,2,"a ""b"", c",0.25,true
                d.wav,,1.0,2.0,1,"a ""b"", c",1.0,false
                d.wav,,1.0,2.0,2,bell,1.0E-9,false
                """, print(PredictionFormat.CSV));
    }

    @Test
    void json_answers_areObjects() {
        String json = print(PredictionFormat.JSON).replaceAll("\\s+", "");
        assertEquals("""
                [{"file":"a.csv","row":7,"familiar":true,"predictions":[{"label":"bell","probability":0.75},\
                {"label":"a\\"b\\",c","probability":0.25}]},\
                {"file":"b\\u001B[2J.wav","familiar":false,"predictions":[{"label":"a\\"b\\",c","probability":1.0},\
                {"label":"bell","probability":1.0E-9}]},\
                {"file":"d.wav","start":0.0,"end":1.0,""", json.substring(0, json.indexOf("\"end\":1.0,") + 10));
    }

    /** Prints the prediction of a model without a detector of unknown sounds. */
    private static String printUndecided(PredictionFormat format) {
        StringWriter out = new StringWriter();
        try (var printer = format.printer(1, new PrintWriter(out), new PrintWriter(new StringWriter()))) {
            var undecided = new Prediction(CLASSES, new double[] {0.75, 0.25}, Known.CANNOT_TELL);
            printer.onRecording(Path.of("a.wav"), undecided);
        }
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    @Test
    void familiar_ofAModelThatCannotTell_isLeftOpenInEveryFormat() {
        assertEquals("a.wav: bell (75.00 %)\n", printUndecided(PredictionFormat.TEXT));
        assertEquals("""
                file,row,start,end,rank,label,probability,familiar
                a.wav,,,,1,bell,0.75,
                """, printUndecided(PredictionFormat.CSV));
        assertEquals(
                "[{\"file\":\"a.wav\",\"familiar\":null,\"predictions\":[{\"label\":\"bell\",\"probability\":0.75}]}]",
                printUndecided(PredictionFormat.JSON).replaceAll("\\s+", ""));
    }
}
