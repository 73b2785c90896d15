package dev.zankyo.cli.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RowProcessTest {
    /** Checks that the terminal of this process, found among its arguments, is not the one of the row's process. */
    @Test
    void command_forgetsTheTerminalOfThisProcess() {
        List<String> command =
                RowProcess.command("Program", new BenchCase("java", Mode.TRAINING, 1, 1, Precision.FLOAT32));
        List<String> options = command.subList(0, command.indexOf("Program"));
        List<String> terminals = options.stream()
                .filter(option -> option.startsWith("-Dzankyo.terminal="))
                .toList();
        assertTrue(terminals.getLast().equals("-Dzankyo.terminal="), command::toString);
    }
}
