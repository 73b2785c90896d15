package dev.zankyo.run;

import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.train.Checkpoint;
import dev.zankyo.train.Checkpoint.Sums;
import dev.zankyo.train.EarlyStopping.Best;
import dev.zankyo.train.EpochResult;
import dev.zankyo.train.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A maker of checkpoints without real runs. */
public final class Checkpoints {
    private Checkpoints() {}

    /** Returns the file of a checkpoint, made in the folder. */
    public static byte[] sound(Path folder) throws IOException {
        Path file = folder.resolve("checkpoint");
        CheckpointFile.write(file, run(3));
        return Files.readAllBytes(file);
    }

    /** Reads a checkpoint. */
    public static void read(Path file) {
        CheckpointFile.read(file);
    }

    /** Returns a run after {@code steps} steps, with numbers that are hard to store as text and floats. */
    static SavedRun run(int steps) {
        float[] losses = new float[steps];
        int[] outputs = new int[steps];
        for (int i = 0; i < steps; i++) {
            losses[i] = 1 / (i + 3f);
            outputs[i] = -1 >>> i ^ 0x7fa00001; // as floats some would be signaling NaNs
        }
        var state = new TrainingState(
                steps,
                new Weights(new float[] {-0f, Float.MIN_VALUE, 1 / 3f}, new float[] {steps, Float.MAX_VALUE}),
                new float[] {1, 2, 3},
                new float[] {4, 5, 1e-38f});
        var epoch = new EpochResult(1, 0.1f, 1 / 3.0, 0, Double.POSITIVE_INFINITY, 1, 1e-9, 0);
        var checkpoint = new Checkpoint(
                2,
                steps,
                new Sums(Math.PI, 3, 4, 1 / 7f, Long.MAX_VALUE, 5),
                List.of(epoch),
                Optional.of(new Best(
                        1, 1 / 3.0, Optional.of(new Weights(new float[] {7, -0f, 1e-40f}, new float[] {8, 9})))),
                new Trace(losses, outputs, List.of("ab", "cd")),
                state,
                12.5);
        return new SavedRun(
                new RunFacts(Map.of("seed", "1", "rows", "a\n\u202eb"), new Platform(Map.of("fact seed", "ü"))),
                List.of("--seed=1", "x y"),
                checkpoint);
    }
}
