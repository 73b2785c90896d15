package dev.zankyo.cli.help;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that prints the script that completes commands and options in a shell. */
@Command(
        customSynopsis = "zankyo completion bash|zsh",
        description = {
            "Prints the completion script for bash or zsh.",
            "It completes the word zankyo. Define it first: alias zankyo='java -jar /path/to/cli.jar'"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(zankyo completion bash)        # in ~/.bashrc",
            "  source <(zankyo completion zsh)         # in ~/.zshrc, after compinit"
        })
public final class CompletionCommand implements Runnable {
    /** A shell that picocli writes scripts for. */
    enum Shell {
        BASH("bash"),
        ZSH("zsh");

        private final String name;

        Shell(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    private Shell shell;

    /** Prints the script. Both shells get the same script, which detects the shell that runs it. */
    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
    }
}
