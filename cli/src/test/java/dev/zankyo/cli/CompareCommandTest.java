package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int compare(Object... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("compare", "--out", page().toString()));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        return Main.run(all.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
    }

    private Path page() {
        return folder.resolve("compare.html");
    }

    /** Writes a finished run of one epoch with four test recordings, of which it predicts some correctly. */
    private Path run(String name, int correct) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        Files.writeString(run.resolve("run.json"), """
                {"environment": {}, "arguments": ["--sounds=birds", "--out=%1$s"],
                 "facts": {"epochs": "1", "seed": "%1$s", "test rows": "4"},
                 "platform": {}, "weights_per_epoch": ["a"], "weights": "a"}
                """.formatted(name));
        Files.writeString(run.resolve("steps.csv"), "step,loss,outputs\n1,0.5,ff\n");
        Files.writeString(
                run.resolve("history.csv"),
                "epoch,learning_rate,train_loss,train_accuracy,test_loss,test_accuracy,seconds,data_seconds\n"
                        + "1,0.1,0.5,0.5,0.6,0.5,1,0\n");
        Files.writeString(
                run.resolve("metrics.json"),
                "{\"test_rows\": 4, \"test_accuracy\": %s, \"test_loss\": 0.6, \"test_macro_f1\": 0.4, \"seconds\": 2}"
                        .formatted(correct / 4.0));
        StringBuilder predictions = new StringBuilder(
                "file,label,predicted,probability,known,seconds,correct,probability_bell,probability_hum\n");
        for (int i = 0; i < 4; i++) {
            predictions
                    .append("bell/" + i + ".wav,bell,")
                    .append(i < correct ? "bell,0.8,,,true,0.8,0.2\n" : "hum,0.7,,,false,0.3,0.7\n");
        }
        Files.writeString(run.resolve("predictions.csv"), predictions);
        return run;
    }

    @Test
    void compare_twoRuns_printsFiguresAndWritesThePage() throws IOException {
        Path one = run("one", 3);
        Path two = run("second", 1);
        assertEquals(0, compare(one, two), err::toString);
        assertEquals("""
                one     75.00 % (3 of 4), 95 % interval 30.06 to 95.44 %, loss 0.6000
                second  25.00 % (1 of 4), 95 % interval 4.56 to 69.94 %, loss 0.6000
                “one” is right on 2 that “second” gets wrong, “second” on 0 that “one” gets wrong. \
                Such a difference is not beyond chance (McNemar's exact test, p = 0.5000).
                report PAGE
                """.replace("PAGE", page().toString()), out.toString());
        String html = Files.readString(page());
        assertTrue(html.contains("<th scope=\"row\">seed</th><td>one</td><td>second</td>"));
        assertTrue(html.contains("The predictions differ for 2 of 4 common test recordings."));
        assertEquals(-1, html.indexOf("<th scope=\"row\">--sounds"), "the same in both");

        assertEquals(2, compare(one, two));
        assertEquals(
                "zankyo: " + page() + ": exists already (pass --overwrite, or another file with --out)\n",
                err.toString());
        assertEquals(0, compare(one, two, "--overwrite"), err::toString);
    }

    @Test
    void compare_brokenOrHostileFolders_areOneLine() throws IOException {
        Path good = run("good", 3);
        assertRefused("must be given once; got the same run twice", good, good.resolve("../good"));
        assertRefused("must be the folder of a training run; got no folder", good, folder.resolve("none"));
        assertRefused("must be the folder of a training run; got a file", good, good.resolve("run.json"));
        assertRefused("must be the folder of a finished training run; got", good, folder);
        broken("history.csv", "epoch\n", "must have at least one epoch in history.csv; got none");
        broken("history.csv", "epoch\n1,2\n", "must hold the 8 numbers of each epoch");
        broken("metrics.json", "{\"test_rows\": 0, \"test_accuracy\": 1}", "must be those of a test set; got 0 and 1");
        broken("metrics.json", "{\"test_rows\": \"x\"}", "must be a number");
        broken("metrics.json", "[", "must be an object");
        broken("run.json", "{\"facts\": \"\u001b[31m\"}", "must be");
        broken("steps.csv", "x", "must be the header of a run's record");
        broken("predictions.csv", "a,b\n", "must be a table of predictions");
        assertTrue(Files.notExists(page()));
    }

    private void broken(String file, String content, String message) throws IOException {
        Path run = run("broken", 2);
        Files.writeString(run.resolve(file), content);
        assertRefused(message, folder.resolve("good"), run);
    }

    private void assertRefused(String message, Path... runs) {
        assertEquals(2, compare((Object[]) runs), out::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains(message), err::toString);
    }
}
