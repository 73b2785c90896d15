package dev.zankyo.cli.inspect;

import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.Availability.Unavailable;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.Backends.Candidate;
import dev.zankyo.cli.terminal.OptionName;
import java.io.PrintWriter;
import java.util.List;
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
public final class BackendsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--verify",
            description = "Run each native backend on a small network and compare it with the Java backend.")
    private boolean verify;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        List<Candidate> candidates = Backends.candidates();
        int width = candidates.stream().mapToInt(c -> c.name().length()).max().orElse(0);
        for (Candidate candidate : candidates) {
            String name = candidate.name() + " ".repeat(width - candidate.name().length());
            out.println(
                    switch (candidate.availability()) {
                        case Available available -> name + "  available    " + available.detail();
                        case Unavailable unavailable ->
                            name + "  unavailable  " + unavailable.reason() + " (" + OptionName.in(unavailable.remedy())
                                    + ")";
                    });
            if (verify) {
                candidate.verify().forEach(line -> out.println("  " + line));
                out.flush();
            }
        }
        out.println(Backends.AUTO + " selects "
                + OptionName.in(Backends.select(Backends.AUTO).reason()));
    }
}
