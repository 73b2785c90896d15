package dev.zankyo.cli.evaluate;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.cli.terminal.PrintableWriter;
import dev.zankyo.evaluate.Interval;
import dev.zankyo.report.ComparedRun;
import dev.zankyo.report.Comparison;
import dev.zankyo.report.Report;
import dev.zankyo.run.RunFigures;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that compares finished training runs on one page. */
@Command(
        customSynopsis = "zankyo compare [OPTIONS] DIR DIR...",
        description = {
            "Compares finished training runs on one page.",
            "Shows the settings that differ, the learning curves, the final figures with intervals, and the test "
                    + "recordings on which the runs differ."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  zankyo compare zankyo-run zankyo-run-2", "  zankyo compare --out widths.html narrow usual wide"})
public final class CompareCommand implements Runnable {
    private static final int MOST = 8;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "2..*",
            paramLabel = "DIR",
            description = "Run folders that 'train' has written, 2 to " + MOST + ".")
    private List<Path> folders;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "compare.html",
            description = "HTML page to write (default: ${DEFAULT-VALUE}).")
    private Path out;

    @Option(names = "--overwrite", description = "Replace the --out file if it exists.")
    private boolean overwrite;

    @Override
    public void run() {
        if (folders.size() > MOST) {
            throw new ParameterException(
                    spec.commandLine(), "DIR: at most " + MOST + " runs can be compared; got " + folders.size());
        }
        if (Files.exists(out) && !overwrite) {
            throw InputException.of(Subject.file(out), "exists already")
                    .remedy("pass --overwrite, or another file with --out");
        }
        List<String> names = names();
        List<ComparedRun> runs = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            runs.add(ComparedRun.read(folders.get(i), names.get(i)));
        }
        Comparison comparison = new Comparison(runs);
        Report.of(comparison).write(out);
        print(comparison, runs);
    }

    /** Returns the names of the folders, or their paths if two have the same name. */
    private List<String> names() {
        Set<Path> different = new HashSet<>();
        for (Path folder : folders) {
            if (!different.add(folder.toAbsolutePath().normalize())) {
                throw InputException.of(Subject.file(folder), "must be given once")
                        .got("the same run twice");
            }
        }
        List<String> names = folders.stream()
                .map(folder -> folder.toAbsolutePath().normalize().getFileName())
                .map(String::valueOf)
                .toList();
        return new HashSet<>(names).size() == names.size()
                ? names
                : folders.stream().map(Path::toString).toList();
    }

    private void print(Comparison comparison, List<ComparedRun> runs) {
        PrintWriter to = spec.commandLine().getOut();
        PrintableWriter.forPeople(to);
        int width = runs.stream().mapToInt(run -> run.name().length()).max().orElseThrow();
        for (ComparedRun run : runs) {
            RunFigures figures = run.figures();
            Interval interval = Interval.wilson(figures.correct(), figures.testRows());
            to.printf(
                    Locale.ROOT,
                    "%-" + width + "s  %.2f %% (%d of %d), 95 %% interval %.2f to %.2f %%, loss %.4f%n",
                    run.name(),
                    100 * figures.accuracy(),
                    figures.correct(),
                    figures.testRows(),
                    100 * interval.low(),
                    100 * interval.high(),
                    figures.loss());
        }
        comparison.limits().forEach(limit -> to.println("note: " + limit));
        comparison.differences().forEach(to::println);
        to.println("report " + out);
    }
}
