package dev.zankyo.cli.inspect;

import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.Availability.Unavailable;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.Backends.Candidate;
import dev.zankyo.cli.terminal.OptionName;
import dev.zankyo.cli.terminal.PrintableWriter;
import dev.zankyo.cli.terminal.StatusLine;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that lists the backends, best first. */
@Command(
        customSynopsis = "zankyo backends [OPTIONS]",
        description = "Lists the backends and why any is unavailable.",
        footerHeading = "%nExamples:%n",
        footer = {"  zankyo backends", "  zankyo backends --verify"})
public final class BackendsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--verify",
            description = "Run each native backend on a small network and compare it with the Java backend.")
    private boolean verify;

    /** Returns 1 if a backend failed its verification, else 0. */
    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintableWriter.forPeople(out);
        List<Candidate> candidates = Backends.candidates();
        int width = candidates.stream().mapToInt(c -> c.name().length()).max().orElse(0);
        var verification = new Verification();
        try (var status = new StatusLine(spec.commandLine().getErr())) {
            for (Candidate candidate : candidates) {
                out.println(
                        candidate.name() + " ".repeat(width - candidate.name().length()) + described(candidate));
                out.flush();
                if (verify) {
                    status.show("verifying " + candidate.name() + " ...");
                    List<String> lines = candidate.verify();
                    lines.forEach(line -> out.println("  " + line));
                    out.flush();
                    verification.add(candidate.name(), lines);
                }
            }
        }
        out.println(Backends.AUTO + " selects "
                + OptionName.in(Backends.select(Backends.AUTO).reason()));
        if (verify) {
            out.println(verification.result());
        }
        return verification.failed() ? 1 : 0;
    }

    private static String described(Candidate candidate) {
        return switch (candidate.availability()) {
            case Available available -> "  available    " + available.detail();
            case Unavailable unavailable ->
                "  unavailable  " + unavailable.reason() + " (" + OptionName.in(unavailable.remedy()) + ")";
        };
    }
}
