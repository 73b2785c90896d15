package dev.zankyo.cli.options;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option of the maximum number of threads. */
public final class ThreadsOption {
    private static final String COMMON_POOL = "java.util.concurrent.ForkJoinPool.common.parallelism";

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    private Integer threads;

    /**
     * Sets the number of threads, also of Java's common pool, which decodes files. That pool reads its size at its
     * first use, so this method must run before that.
     */
    @Option(names = "--threads", paramLabel = "N", description = "Maximum number of threads (default: one per core).")
    private void setThreads(Integer most) {
        threads = most;
        if (most != null && most > 0) {
            int besideTheCaller = most() - 1;
            System.setProperty(COMMON_POOL, Integer.toString(besideTheCaller));
        }
    }

    /**
     * Returns the number of threads, at most one per core. More threads would wait for each other at every barrier, and
     * a step could take minutes.
     */
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
