package dev.zankyo.run;

import dev.zankyo.train.Checkpoint;
import java.util.List;

/**
 * A run that can be continued.
 *
 * @param facts the facts that determine its bits
 * @param arguments arguments of the command that started it, for a command that continues it; may be empty
 * @param checkpoint its latest state
 */
public record SavedRun(RunFacts facts, List<String> arguments, Checkpoint checkpoint) {
    public SavedRun {
        arguments = List.copyOf(arguments);
    }
}
