package dev.zankyo.run;

import dev.zankyo.train.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A maker of records without real runs, for tests of other packages. */
public final class RunRecords {
    private static final String STEPS = "step,loss,outputs\n1,0.5,7fa00001\n2,NaN,ffffffff\n";

    private RunRecords() {}

    /** Returns the {@code run.json} of a record, made in the folder. */
    public static byte[] sound(Path folder) throws IOException {
        Path json = folder.resolve("sound.json");
        var trace = new Trace(new float[2], new int[2], List.of("ab", "cd"));
        var facts = new RunFacts(Map.of("seed", "1"));
        new RunRecord(Map.of("java", "\u6b8b"), List.of("--seed=1", "x \"y"), facts, trace, "cd")
                .write(json, folder.resolve("sound.csv"));
        return Files.readAllBytes(json);
    }

    /** Returns the {@code steps.csv} of a record. */
    public static byte[] soundSteps(Path folder) {
        return STEPS.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a {@code run.json}. */
    public static void read(Path json) throws IOException {
        Path steps = json.resolveSibling("steps.csv");
        if (!Files.exists(steps)) {
            Files.writeString(steps, STEPS);
        }
        RunRecord.read(json, steps);
    }

    /** Reads a {@code steps.csv}. */
    public static void readSteps(Path steps) throws IOException {
        Path json = steps.resolveSibling("run.json");
        if (!Files.exists(json)) {
            Files.write(json, sound(steps.toAbsolutePath().getParent()));
        }
        RunRecord.read(json, steps);
    }
}
