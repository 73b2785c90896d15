package dev.zankyo.cli.options;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How many threads compute, for the commands that need some. */
public final class ThreadsOption {
    private static final String COMMON_POOL = "java.util.concurrent.ForkJoinPool.common.parallelism";

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    private Integer threads;

    /** Files are decoded and sounds synthesised by the common pool, which is told before it is first asked for anything. */
    @Option(names = "--threads", paramLabel = "N", description = "Maximum number of threads (default: one per core).")
    private void setThreads(Integer most) {
        threads = most;
        if (most != null && most > 0) {
            int besideTheCaller = most() - 1;
            System.setProperty(COMMON_POOL, Integer.toString(besideTheCaller));
        }
    }

    /** More threads than cores would wait for each other at every barrier, for minutes a step. */
    public int most() {
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
