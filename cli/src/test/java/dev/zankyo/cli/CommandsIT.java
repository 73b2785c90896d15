package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.launcher.Program;
import dev.zankyo.launcher.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged program at work, on a few rows for an epoch: whether it runs, not how well it learns. */
final class CommandsIT {
    private static final int ROWS = 16;

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    @BeforeAll
    static void rows() {
        SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED, ROWS / 8, 1).write(data);
    }

    private Result run(String arguments) {
        return Program.onNew(folder)
                .run(arguments.replace("DATA", data.toString()).split(" "));
    }

    /** What stands before "available" in the program's own list. */
    static Stream<String> backends() {
        return Program.onNew(data)
                .run("backends")
                .out()
                .lines()
                .filter(line -> line.matches("[\\w-]+ +available .*"))
                .map(line -> line.substring(0, line.indexOf(' ')));
    }

    private static void assertWell(Result result) {
        assertEquals(0, result.exitCode(), result::err);
        assertFalse((result.out() + result.err()).contains("WARNING"), result::err);
        assertFalse((result.out() + result.err()).matches("(?s).*[\r\033].*"), result::err);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void train_evaluate_predict_onEveryBackendHere(String backend) throws IOException {
        Result trained = run("train --train DATA/train.csv --test DATA/test.csv --epochs 1 --backend " + backend);
        assertWell(trained);
        assertTrue(trained.err().contains("\nbackend " + backend + ": "), trained::err);
        assertTrue(trained.err().contains("\nepoch 1/1  loss "), trained::err);
        assertTrue(trained.out().startsWith("test accuracy "), trained::out);
        assertTrue(trained.out().contains("evaluate --model zankyo-run/model.safetensors --test "), trained::out);
        try (Stream<Path> files = Files.list(folder.resolve("zankyo-run"))) {
            assertEquals(
                    List.of("history.csv", "metrics.json", "model.safetensors"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertEquals(
                backend,
                new ObjectMapper()
                        .readTree(folder.resolve("zankyo-run/metrics.json").toFile())
                        .get("backend")
                        .asText());

        Result evaluated =
                run("evaluate --model zankyo-run/model.safetensors --test DATA/test.csv --backend " + backend);
        assertWell(evaluated);
        assertEquals(accuracy(trained.out(), "test accuracy "), accuracy(evaluated.out(), "accuracy "), evaluated::out);

        Result predicted = run("predict --model zankyo-run/model.safetensors DATA/test.csv --format json --top 2"
                + " --backend " + backend);
        assertWell(predicted);
        JsonNode rows = new ObjectMapper().readTree(predicted.out());
        assertEquals(8, rows.size());
        assertEquals(2, rows.get(7).get("predictions").size());
    }

    private static String accuracy(String out, String before) {
        return out.substring(out.indexOf(before) + before.length(), out.indexOf(" %"));
    }

    @Test
    void train_withoutFiles_isOnWhatSynthesizeWrites() {
        Result trained = run("train --epochs 1");
        assertWell(trained);
        String hint = trained.out()
                .lines()
                .filter(line -> line.startsWith("next "))
                .findFirst()
                .orElseThrow();
        assertTrue(hint.endsWith(".jar evaluate --model zankyo-run/model.safetensors"), hint);
        Result evaluated = run(hint.substring(hint.indexOf("evaluate")));
        assertWell(evaluated);

        assertWell(run("synthesize --out made"));
        assertEquals(
                evaluated.out(),
                run("evaluate --model zankyo-run/model.safetensors --test made/test.csv")
                        .out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,1,2,3               | rows.csv:1:5: ",
                "''                    | rows.csv:1:1: ",
                "a,NaN,1*999           | rows.csv:1:2: ",
                "a,1*999               | rows.csv:1:1001: ",
                "a,1*1001              | rows.csv:1:1002: ",
                "a,1*1000/b,x,1*999    | rows.csv:2:2: ",
                "a,1*1000/b,1*998      | rows.csv:2:1000: ",
            })
    void train_badRows_isTwoAndOneLineAndNothingWritten(String rows, String where) throws IOException {
        Files.writeString(folder.resolve("rows.csv"), expand(rows));
        Result result = run("train --train rows.csv --test DATA/test.csv");
        assertEquals(2, result.exitCode(), result::err);
        List<String> errors = result.err().lines().toList();
        assertEquals(1, errors.size(), result::err);
        assertTrue(errors.get(0).startsWith("zankyo: " + where), result::err);
        assertTrue(Files.notExists(folder.resolve("zankyo-run")));
    }

    /** Rows between slashes; {@code 1*999} stands for 999 ones. */
    private static String expand(String rows) {
        return Arrays.stream(rows.split("/"))
                .map(row -> Arrays.stream(row.split(","))
                        .map(value -> value.startsWith("1*")
                                ? "1" + ",1".repeat(Integer.parseInt(value.substring(2)) - 1)
                                : value)
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n"));
    }
}
