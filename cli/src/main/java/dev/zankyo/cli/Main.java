package dev.zankyo.cli;

import dev.zankyo.cli.bench.BenchCommand;
import dev.zankyo.cli.bench.BenchRowCommand;
import dev.zankyo.cli.evaluate.CompareCommand;
import dev.zankyo.cli.evaluate.EvaluateCommand;
import dev.zankyo.cli.export.ExportCommand;
import dev.zankyo.cli.export.ImportCommand;
import dev.zankyo.cli.help.CompletionCommand;
import dev.zankyo.cli.help.GroupedHelp;
import dev.zankyo.cli.help.HelpCommand;
import dev.zankyo.cli.help.ManCommand;
import dev.zankyo.cli.inspect.BackendsCommand;
import dev.zankyo.cli.inspect.SummaryCommand;
import dev.zankyo.cli.options.ByName;
import dev.zankyo.cli.predict.PredictCommand;
import dev.zankyo.cli.sounds.FeaturesCommand;
import dev.zankyo.cli.sounds.PlotCommand;
import dev.zankyo.cli.sounds.SynthesizeCommand;
import dev.zankyo.cli.sweep.SweepCommand;
import dev.zankyo.cli.terminal.ColorChoice;
import dev.zankyo.cli.terminal.Output;
import dev.zankyo.cli.terminal.PrintableWriter;
import dev.zankyo.cli.train.TrainCommand;
import dev.zankyo.cli.train.VerifyCommand;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The program. Results go to standard output, progress and errors to standard error. It exits with 0 on success, 2 for
 * invalid input and 1 for every other failure. A failure is reported in one line. After a signal, the exit code is 128
 * plus its number.
 */
@Command(
        name = "zankyo",
        customSynopsis = "zankyo COMMAND [OPTIONS]",
        description = "Trains a sound classifier from folders of recordings and runs it on the JVM.",
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  zankyo train                    Train on built-in synthetic sounds.",
            "  zankyo train birds              Train on birds/, one sub-folder per class.",
            "  zankyo predict --model zankyo-run/model.safetensors clip.wav",
            "  zankyo help train               Explain all options of a command."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT)
public final class Main implements Callable<Integer> {
    private static final int NARROWEST_HELP = 55; // the least width that picocli accepts

    /** The commands by name; those that describe other commands come last. */
    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    /** The commands that describe other commands. They need all commands. */
    private static final Set<String> DESCRIBING = Set.of("help", "completion", "man");

    static {
        COMMANDS.put("train", TrainCommand.class);
        COMMANDS.put("evaluate", EvaluateCommand.class);
        COMMANDS.put("compare", CompareCommand.class);
        COMMANDS.put("predict", PredictCommand.class);
        COMMANDS.put("export", ExportCommand.class);
        COMMANDS.put("import", ImportCommand.class);
        COMMANDS.put("verify", VerifyCommand.class);
        COMMANDS.put("sweep", SweepCommand.class);
        COMMANDS.put("plot", PlotCommand.class);
        COMMANDS.put("summary", SummaryCommand.class);
        COMMANDS.put("bench", BenchCommand.class);
        COMMANDS.put(BenchRowCommand.NAME, BenchRowCommand.class);
        COMMANDS.put("backends", BackendsCommand.class);
        COMMANDS.put("features", FeaturesCommand.class);
        COMMANDS.put("synthesize", SynthesizeCommand.class);
        COMMANDS.put("help", HelpCommand.class);
        COMMANDS.put("completion", CompletionCommand.class);
        COMMANDS.put("man", ManCommand.class);
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure.")
    private boolean verbose;

    private final PrintWriter out;
    private final PrintWriter err;

    private Main(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
        color(ColorChoice.AUTO);
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        int exitCode;
        try (Output output = Output.ofProcess()) {
            exitCode = run(args, output.out(), output.err());
        }
        System.exit(exitCode);
    }

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            description = "Color text: auto, always or never (default: auto, on a terminal unless NO_COLOR is set).")
    private void color(ColorChoice choice) {
        if (choice != null) { // picocli resets options to null
            PrintableWriter.color(out, choice);
            PrintableWriter.color(err, choice);
        }
    }

    /** Runs a command and returns its exit code. */
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        PrintableWriter.forPeople(err);
        Main main = new Main(out, err);
        Failures failures = new Failures(() -> main.verbose);
        CommandLine program = program(main, commands(args));
        if (PrintableWriter.columns(out) < UsageMessageSpec.DEFAULT_USAGE_WIDTH) {
            program.setUsageHelpWidth(Math.max(PrintableWriter.columns(out), NARROWEST_HELP));
        }
        program.setOut(out).setErr(err).setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures);
        int exitCode = failures.guard(() -> program.execute(args), err);
        err.flush();
        return out.checkError() ? failures.outputLost(err) : exitCode;
    }

    /** Returns the program with all its commands, for pages and tests that describe it. */
    static CommandLine program() {
        return program(new Main(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter())), COMMANDS);
    }

    private static CommandLine program(Main main, Map<String, Class<?>> commands) {
        CommandLine program = new CommandLine(main);
        commands.forEach(program::addSubcommand);
        GroupedHelp.installIn(program);
        program.setExpandAtFiles(false); // a name that begins with @ is a file
        return ByName.registerIn(program)
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF)); // PrintableWriter would escape its color codes
    }

    /**
     * Returns only the command that the first argument names. Returns all commands if it names none, or one that
     * describes other commands. Registering a command makes picocli read all its options. For all commands, that takes
     * longer than the rest of the start.
     */
    private static Map<String, Class<?>> commands(String[] args) {
        boolean one = args.length > 0 && COMMANDS.containsKey(args[0]) && !DESCRIBING.contains(args[0]);
        return one ? Map.of(args[0], COMMANDS.get(args[0])) : COMMANDS;
    }

    /** Prints the help on standard error and returns exit code 2: without a command there is nothing to do. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
