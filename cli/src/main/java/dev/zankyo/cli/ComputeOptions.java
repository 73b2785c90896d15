package dev.zankyo.cli;

import dev.zankyo.backend.Backends;
import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.backend.ComputeBackend;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Who computes, for the commands that need it. */
final class ComputeOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = Backends.AUTO,
            description = "What computes, of those that 'backends' lists; ${DEFAULT-VALUE} takes the best.")
    private String backend;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "The most threads that compute at once, one a core at most. Default: one a core.")
    private Integer threads;

    /** The backend asked for; one line on standard error says which it is. */
    ComputeBackend select() {
        return announced(choose());
    }

    /** The backend asked for, in silence: for a command that may yet refuse its files, which takes one line. */
    Selection choose() {
        threads();
        return Backends.select(backend);
    }

    /** One line on standard error says which backend it is. */
    ComputeBackend announced(Selection selection) {
        int most = threads();
        PrintWriter err = spec.commandLine().getErr();
        err.println("backend " + selection.reason() + ", " + most + (most == 1 ? " thread" : " threads"));
        err.flush();
        return selection.backend();
    }

    /** More threads than cores would wait for each other at every barrier, for minutes a step. */
    int threads() {
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
