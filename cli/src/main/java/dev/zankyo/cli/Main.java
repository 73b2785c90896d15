package dev.zankyo.cli;

import dev.zankyo.cli.bench.BenchCommand;
import dev.zankyo.cli.bench.BenchRowCommand;
import dev.zankyo.cli.evaluate.EvaluateCommand;
import dev.zankyo.cli.inspect.BackendsCommand;
import dev.zankyo.cli.inspect.SummaryCommand;
import dev.zankyo.cli.options.ByName;
import dev.zankyo.cli.predict.PredictCommand;
import dev.zankyo.cli.sounds.FeaturesCommand;
import dev.zankyo.cli.sounds.PlotCommand;
import dev.zankyo.cli.sounds.SynthesizeCommand;
import dev.zankyo.cli.sweep.SweepCommand;
import dev.zankyo.cli.terminal.PrintableWriter;
import dev.zankyo.cli.train.TrainCommand;
import dev.zankyo.cli.train.VerifyCommand;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The program. Results go to standard output, progress and errors to standard error; it exits with 0 if all went well, 2 if
 * the input is at fault and 1 for every other failure, and then says why in one line.
 */
@Command(
        name = "zankyo",
        description = "Learns to tell sounds apart with a residual network.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    /** In the order of the help. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("train", TrainCommand.class);
        COMMANDS.put("evaluate", EvaluateCommand.class);
        COMMANDS.put("predict", PredictCommand.class);
        COMMANDS.put("verify", VerifyCommand.class);
        COMMANDS.put("sweep", SweepCommand.class);
        COMMANDS.put("plot", PlotCommand.class);
        COMMANDS.put("summary", SummaryCommand.class);
        COMMANDS.put("bench", BenchCommand.class);
        COMMANDS.put(BenchRowCommand.NAME, BenchRowCommand.class);
        COMMANDS.put("backends", BackendsCommand.class);
        COMMANDS.put("features", FeaturesCommand.class);
        COMMANDS.put("synthesize", SynthesizeCommand.class);
        COMMANDS.put("generate-completion", GenerateCompletion.class);
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean verbose;

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, writer(System.out), writer(System.err)));
    }

    /** A locale such as C promises no more than ASCII; UTF-8 is the same there, and does not lose the names of classes. */
    private static PrintWriter writer(PrintStream stream) {
        boolean ascii = stream.charset().equals(StandardCharsets.US_ASCII);
        Charset charset = ascii ? StandardCharsets.UTF_8 : stream.charset();
        return new PrintableWriter(new BufferedWriter(new OutputStreamWriter(stream, charset)));
    }

    /** Runs a command and returns its exit code. */
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine program = parser(args);
        Main main = program.getCommand();
        Failures failures = new Failures(() -> main.verbose);
        program.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF)) // its colours would be escaped like any others
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
        int exitCode = failures.guard(() -> program.execute(args), err);
        err.flush();
        return out.checkError() ? failures.outputLost(err) : exitCode;
    }

    /** Returns a parser of the command that the arguments name first, or of all commands. */
    static CommandLine parser(String... args) {
        CommandLine program = new CommandLine(new Main());
        commands(args).forEach(program::addSubcommand);
        return ByName.registerIn(program);
    }

    /**
     * The command that is named first, or all where there is none: picocli would look at every option of every command, which
     * takes longer than the rest of the start.
     */
    private static Map<String, Class<?>> commands(String[] args) {
        boolean named = args.length > 0 && COMMANDS.containsKey(args[0]) && !args[0].equals("generate-completion");
        return named ? Map.of(args[0], COMMANDS.get(args[0])) : COMMANDS;
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed");
    }
}
