package dev.zankyo.run;

import dev.zankyo.train.Checkpoint;
import java.util.List;

/**
 * A run that can be continued.
 *
 * @param facts what decides its bits
 * @param arguments of the command that began it, for one that continues it; may be empty
 * @param checkpoint where it stands
 */
public record SavedRun(RunFacts facts, List<String> arguments, Checkpoint checkpoint) {
    public SavedRun {
        arguments = List.copyOf(arguments);
    }
}
