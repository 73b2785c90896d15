package dev.zankyo.cli.help;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command that prints the help of the program or of a command. */
@Command(
        customSynopsis = "zankyo help [COMMAND]",
        description = "Prints the list of commands, or the help of one.",
        footerHeading = "%nExamples:%n",
        footer = {"  zankyo help", "  zankyo help train"})
public final class HelpCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command to explain.")
    private String name;

    @Override
    public void run() {
        CommandLine program = spec.root().commandLine();
        CommandLine command = name == null ? program : program.getSubcommands().get(name);
        if (command == null) {
            throw new UnmatchedArgumentException(program, List.of(name));
        }
        command.usage(spec.commandLine().getOut());
    }
}
