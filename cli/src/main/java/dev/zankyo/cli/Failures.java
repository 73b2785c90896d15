package dev.zankyo.cli;

import dev.zankyo.InputException;
import dev.zankyo.cli.terminal.OptionName;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The handler of failures: one line for the user, the stack trace only on request, and the exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private final BooleanSupplier verbose;

    Failures(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String similar = e instanceof UnmatchedArgumentException unmatched ? suggestions(unmatched) : "";
        String remedy = similar.isEmpty() ? "" : "did you mean " + similar + "? or ";
        String help = command.getCommandSpec().parent() == null ? "--help" : command.getCommandName() + " --help";
        String message = e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                ? unmatched(unmatched, command)
                : e.getMessage().replaceFirst("^Error: ", "");
        return report(message + " (" + remedy + "try " + help + ")", e, BAD_INPUT, command.getErr());
    }

    /**
     * Joins the most similar names. Names with the same first letter come first, because the first letter is seldom
     * mistyped.
     */
    private static String suggestions(UnmatchedArgumentException e) {
        char first = (e.getUnmatched().getFirst() + " ").charAt(0);
        return e.getSuggestions().stream()
                .sorted(Comparator.comparing(name -> name.charAt(0) != first))
                .limit(3)
                .collect(Collectors.joining(", "));
    }

    private static String unmatched(UnmatchedArgumentException e, CommandLine command) {
        String what = command.getSubcommands().isEmpty() ? "Unexpected argument" : "Unknown command";
        return what + ": '" + e.getUnmatched().getFirst() + "'";
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        return report(e, command.getErr());
    }

    /** Runs the program. Also reports an error of the virtual machine, which picocli does not catch. */
    int guard(IntSupplier program, PrintWriter err) {
        try {
            return program.getAsInt();
        } catch (Error e) {
            return report(e, err);
        }
    }

    /** Says that results could not be written, as on a full disk. */
    int outputLost(PrintWriter err) {
        return report("standard output: could not be written", new IllegalStateException("output lost"), FAILED, err);
    }

    private int report(Throwable e, PrintWriter err) {
        return switch (e) {
            case InputException input -> report(input.message(OptionName::of), e, BAD_INPUT, err);
            case UncheckedIOException io -> report(io.getMessage(), e, FAILED, err);
            case OutOfMemoryError memory ->
                report(
                        "memory: there is not enough; " + memory.getMessage() + " (give Java more memory with -Xmx)",
                        e,
                        FAILED,
                        err);
            default -> report(unexpected(e), e, FAILED, err);
        };
    }

    private static String unexpected(Throwable e) {
        return MissingModule.of(e)
                .map(module -> "Java runtime: must have the module " + module + " (add it with jlink --add-modules "
                        + module + ", or use a complete Java)")
                .orElse("internal error: " + e + " (please report it, with what --verbose shows)");
    }

    private int report(String message, Throwable e, int exitCode, PrintWriter err) {
        err.println("zankyo: " + message.strip().replaceAll("\\s*\\R\\s*", "; "));
        if (verbose.getAsBoolean()) {
            e.printStackTrace(err);
        }
        err.flush();
        return exitCode;
    }
}
