package dev.zankyo.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.ProfilersFailedException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * The main class of {@code benchmarks.jar}, with JMH's options. Unlike JMH's own, it ends with exit code 1 if a
 * benchmark failed, for example because its check found wrong results. The other benchmarks still run.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        try {
            CommandLineOptions options = new CommandLineOptions(args);
            if (isRun(options)) {
                System.exit(run(options));
            }
        } catch (CommandLineOptionException | NoBenchmarksException | ProfilersFailedException e) {
            // JMH's own main class explains these below.
        } catch (RunnerException e) {
            System.err.println("failed: " + e.getMessage());
            System.exit(1);
        }
        org.openjdk.jmh.Main.main(args);
    }

    private static boolean isRun(CommandLineOptions options) {
        return !options.shouldHelp()
                && !options.shouldList()
                && !options.shouldListWithParams()
                && !options.shouldListProfilers()
                && !options.shouldListResultFormats();
    }

    private static int run(CommandLineOptions options) throws IOException, RunnerException {
        Set<String> failed = new LinkedHashSet<>();
        OutputFormat format = noting(failed, format(options));
        for (RunResult result : new Runner(options, format).run()) {
            failed.remove(result.getParams().id());
        }
        failed.forEach(benchmark -> System.err.println("failed: " + benchmark));
        return failed.isEmpty() ? 0 : 1;
    }

    private static OutputFormat format(CommandLineOptions options) throws IOException {
        PrintStream out = options.getOutput().hasValue()
                ? new PrintStream(options.getOutput().get())
                : System.out;
        return OutputFormatFactory.createFormatInstance(out, options.verbosity().orElse(Defaults.VERBOSITY));
    }

    /** Returns a format that adds each benchmark that starts to a set. JMH returns results of successful ones only. */
    private static OutputFormat noting(Set<String> started, OutputFormat format) {
        return (OutputFormat) Proxy.newProxyInstance(
                Main.class.getClassLoader(), new Class<?>[] {OutputFormat.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("startBenchmark")) {
                        started.add(((BenchmarkParams) arguments[0]).id());
                    }
                    try {
                        return method.invoke(format, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
