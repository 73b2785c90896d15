package dev.zankyo.benchmarks.peers;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import java.util.List;

/**
 * A case to measure.
 *
 * @param mode a training step or a forward pass
 * @param batchSize number of samples in a batch
 * @param threads the maximum number of threads that compute at once
 * @param precision the number format of activations, {@code float32} or {@code bfloat16}
 */
public record Case(Mode mode, int batchSize, int threads, String precision) {
    public static final String FLOAT32 = "float32";
    public static final String BFLOAT16 = "bfloat16";

    public Case {
        require(batchSize > 0, "batch size", "must be positive", batchSize);
        require(threads > 0, "threads", "must be positive", threads);
        require(
                precision.equals(FLOAT32) || precision.equals(BFLOAT16),
                "precision",
                "must be float32 or bfloat16",
                precision);
    }

    private static void require(boolean holds, String name, String rule, Object got) {
        if (!holds) {
            throw InputException.of(Subject.named(name), rule).got(got);
        }
    }

    /** The work done for a batch. */
    public enum Mode {
        /** A forward pass, a backward pass and an update by Adam. */
        TRAINING("training"),
        /** A forward pass with the moving statistics. */
        INFERENCE("inference");

        private final String text;

        Mode(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }

        static Mode parse(String text) {
            for (Mode mode : values()) {
                if (mode.text.equals(text)) {
                    return mode;
                }
            }
            throw InputException.of(Subject.named("mode"), "must be training or inference")
                    .got(text);
        }
    }

    /** Returns the arguments that {@link #parse} accepts. */
    List<String> arguments() {
        return List.of(mode.toString(), Integer.toString(batchSize), Integer.toString(threads), precision);
    }

    static Case parse(List<String> arguments) {
        return new Case(
                Mode.parse(arguments.get(0)),
                Integer.parseInt(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                arguments.get(3));
    }

    @Override
    public String toString() {
        return mode + ", batch " + batchSize + ", " + threads + (threads == 1 ? " thread, " : " threads, ") + precision;
    }
}
