package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.evaluate.Prediction;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PredictionFormatTest {
    private static final List<List<Prediction>> ROWS = List.of(
            List.of(new Prediction("bell", 0.75), new Prediction("a \"b\", c", 0.25)),
            List.of(new Prediction("hum", 1), new Prediction("bell", 1e-9)));

    private static String print(PredictionFormat format) {
        StringWriter out = new StringWriter();
        format.print(ROWS, new PrintWriter(out));
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    @Test
    void text_rows_areLines() {
        assertEquals(
                "row 1: bell (75.00 %), a \"b\", c (25.00 %)\nrow 2: hum (100.00 %), bell (0.00 %)\n",
                print(PredictionFormat.TEXT));
    }

    @Test
    void csv_rowsAndRanks_areRecords() {
        assertEquals("""
                row,rank,label,probability
                1,1,bell,0.75
                1,2,"a ""b"", c",0.25
                2,1,hum,1.0
                2,2,bell,1.0E-9
                """, print(PredictionFormat.CSV));
    }

    @Test
    void json_rows_areObjects() {
        assertEquals("""
                [{"row":1,"predictions":[{"label":"bell","probability":0.75},\
                {"label":"a\\"b\\",c","probability":0.25}]},\
                {"row":2,"predictions":[{"label":"hum","probability":1.0},{"label":"bell","probability":1.0E-9}]}]""", print(PredictionFormat.JSON).replaceAll("\\s+", ""));
    }
}
