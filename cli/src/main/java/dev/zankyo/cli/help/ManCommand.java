package dev.zankyo.cli.help;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command that prints the manual page of the program. */
@Command(
        customSynopsis = "zankyo man",
        description = "Prints the manual page in roff, for man(1).",
        footerHeading = "%nExamples:%n",
        footer = {"  zankyo man | man -l -", "  zankyo man > ~/.local/share/man/man1/zankyo.1"})
public final class ManCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(ManPage.of(spec.root()));
    }
}
