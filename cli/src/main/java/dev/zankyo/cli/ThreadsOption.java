package dev.zankyo.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How many threads compute, for the commands that need some. */
final class ThreadsOption {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "The most threads that compute at once, one a core at most. Default: one a core.")
    private Integer threads;

    /** More threads than cores would wait for each other at every barrier, for minutes a step. */
    int most() {
        int cores = Runtime.getRuntime().availableProcessors();
        if (threads == null) {
            return cores;
        }
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads: must be a positive number; got " + threads);
        }
        return Math.min(threads, cores);
    }
}
