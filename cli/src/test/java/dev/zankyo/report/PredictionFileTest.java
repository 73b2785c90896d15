package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.Prediction;
import dev.zankyo.Prediction.Known;
import dev.zankyo.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionFileTest {
    private static final List<String> CLASSES = List.of("bell", "a, \"b\"");

    @TempDir
    private Path folder;

    private static PredictionFile.Row row(String file, String label, double bell, Known known, OptionalDouble seconds) {
        return new PredictionFile.Row(
                file, label, new Prediction(CLASSES, new double[] {bell, 1 - bell}, known), seconds);
    }

    private static PredictionFile some() {
        return new PredictionFile(
                CLASSES,
                List.of(
                        row("bell/1.wav", "bell", 0.75, Known.YES, OptionalDouble.of(1.23456)),
                        row("2", "bell", 0.25, Known.NO, OptionalDouble.empty()),
                        row("-x\n.wav", "a, \"b\"", 0.125, Known.CANNOT_TELL, OptionalDouble.of(60))));
    }

    @Test
    void write_someRows_isATable() throws IOException {
        Path file = folder.resolve("predictions.csv");
        some().write(file);

        assertEquals("""
                file,label,predicted,probability,known,seconds,correct,probability_bell,"probability_a, ""b""\"
                bell/1.wav,bell,bell,0.75,true,1.235,true,0.75,0.25
                2,bell,"a, ""b""\",0.75,false,,false,0.25,0.75
                "'-x
                .wav","a, ""b""\","a, ""b""\",0.875,,60.000,true,0.125,0.875
                """, Files.readString(file));
    }

    @Test
    void read_whatWasWritten_isTheSameButForTheLengths() {
        Path file = folder.resolve("predictions.csv");
        some().write(file);

        PredictionFile read = PredictionFile.read(file);

        assertEquals(CLASSES, read.classes());
        assertEquals(
                some().rows().stream().map(PredictionFile.Row::prediction).toList(),
                read.rows().stream().map(PredictionFile.Row::prediction).toList());
        assertEquals(
                List.of("bell/1.wav", "2", "-x\n.wav"),
                read.rows().stream().map(PredictionFile.Row::file).toList());
        assertEquals(OptionalDouble.of(1.235), read.rows().getFirst().seconds());
        assertEquals(OptionalDouble.empty(), read.rows().get(1).seconds());
        assertTrue(read.rows().getFirst().correct());
        assertFalse(read.rows().get(1).correct());
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "\t=1", "'=1", "''@", "'tis", "'", "\u202e=", "<b>"})
    void names_thatASpreadsheetMightRun_areTextAndComeBack(String name) throws IOException {
        Path file = folder.resolve("predictions.csv");
        List<String> classes = List.of(name);
        var prediction = new Prediction(classes, new double[] {1}, Known.YES);
        new PredictionFile(classes, List.of(new PredictionFile.Row(name, name, prediction, OptionalDouble.empty())))
                .write(file);

        PredictionFile read = PredictionFile.read(file);

        assertEquals(name, read.rows().getFirst().file());
        assertEquals(name, read.rows().getFirst().label());
        assertEquals(classes, read.classes());
        assertFalse("=+-@\t"
                .contains(Files.readString(file)
                        .split("\n")[1]
                        .replaceFirst("^\"", "")
                        .substring(0, 1)));
    }

    @Test
    void of_rowsOfACsvFile_haveTheirNumbersAndNoLength() {
        var rows = new Dataset(CLASSES, new int[] {0, 1}, new float[2], 1, 1);
        var test = new Evidence("t.csv", rows, row -> "t.csv, row " + (row + 1), row -> Optional.empty());
        var prediction = new Prediction(CLASSES, new double[] {1, 0}, Known.CANNOT_TELL);

        List<PredictionFile.Row> found =
                PredictionFile.of(test, List.of(prediction, prediction)).rows();

        assertEquals(new PredictionFile.Row("1", "bell", prediction, OptionalDouble.empty()), found.getFirst());
        assertEquals("2", found.get(1).file());
    }

    @Test
    void of_recordings_haveNamesAndLengths() {
        var rows = new Dataset(CLASSES, new int[] {1}, new float[1], 1, 1);
        var clip = new Evidence.Clip(Optional.of(folder.resolve("x.wav")), false, 0, 2.5);
        var test = new Evidence("t", rows, row -> "x.wav", row -> Optional.empty(), row -> Optional.of(clip));
        var prediction = new Prediction(CLASSES, new double[] {1, 0}, Known.NO);

        assertEquals(
                List.of(new PredictionFile.Row("x.wav", CLASSES.get(1), prediction, OptionalDouble.of(2.5))),
                PredictionFile.of(test, List.of(prediction)).rows());
    }

    @Test
    void beside_aPage_isNamedAfterIt() {
        assertEquals(Path.of("run/predictions.csv"), PredictionFile.beside(Path.of("run/report.html")));
        assertEquals(Path.of("june-predictions.csv"), PredictionFile.beside(Path.of("june.html")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "file,label\n",
                "file,label,predicted,probability,known,seconds,correct\n",
                "file,label,predicted,probability,known,seconds,correct,probability_a\nx,a,a,1,true,,true\n",
                "file,label,predicted,probability,known,seconds,correct,probability_a\nx,a,a,1,true,,true,one\n",
                "file,label,predicted,probability,known,seconds,correct,probability_a\nx,a,a,1,true,\"1\"x,true,1\n",
            })
    void read_anotherTable_isRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("other.csv"), text);

        InputException refusal = assertThrows(InputException.class, () -> PredictionFile.read(file));

        assertTrue(refusal.getMessage().startsWith(file.toString()), refusal::getMessage);
    }

    @Test
    void read_aMissingFile_isRefused() {
        Path file = folder.resolve("none.csv");

        InputException refusal = assertThrows(InputException.class, () -> PredictionFile.read(file));

        assertEquals(file + ": could not be read; no such file or folder", refusal.getMessage());
    }
}
