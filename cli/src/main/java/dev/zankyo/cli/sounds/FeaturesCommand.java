package dev.zankyo.cli.sounds;

import dev.zankyo.cli.options.BareData;
import dev.zankyo.cli.options.CacheOptions;
import dev.zankyo.cli.terminal.DataView;
import dev.zankyo.cli.terminal.PrintableWriter;
import dev.zankyo.data.CsvWriter;
import dev.zankyo.data.Finding;
import dev.zankyo.data.Layout;
import dev.zankyo.sounds.FrontEndChoice;
import dev.zankyo.sounds.LabelRule;
import dev.zankyo.sounds.SoundFile;
import dev.zankyo.sounds.SoundFolder;
import dev.zankyo.sounds.SoundReader;
import dev.zankyo.sounds.SoundSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that writes the spectrograms of recordings. It exits with 1 if some recordings could not be read. */
@Command(
        preprocessor = BareData.class,
        customSynopsis = "zankyo features [DIR] --out=CSV [OPTIONS]",
        description = {
            "Writes log-mel spectrograms of recordings as a CSV file.",
            "Each row holds the class, if there is one, and the values. A recording that cannot be read is skipped; "
                    + "the exit code is then 1. DIR stands for --sounds DIR."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  zankyo features birds --out birds.csv",
            "  zankyo features birds --preset librosa --layout frame-major --out birds.csv"
        })
public final class FeaturesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--sounds", paramLabel = "DIR", required = true, description = "Folder of recordings.")
    private Path folder;

    @ArgGroup(exclusive = false)
    private LabelOptions labels;

    @Option(names = "--out", paramLabel = "CSV", required = true, description = "CSV file to write.")
    private Path out;

    @Option(names = "--names", description = "Write the name of each recording as the first column, with a header.")
    private boolean names;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "digits",
            description = "Features: digits, general, torchaudio or librosa; change settings as in general,n_mels=64 "
                    + "(default: ${DEFAULT-VALUE}).")
    private String preset;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "band-major",
            description = "Order of values in CSV rows: band-major or frame-major (default: ${DEFAULT-VALUE}).")
    private Layout layout;

    @Option(names = "--threads", paramLabel = "N", description = "Maximum number of threads (default: one per core).")
    private Integer threads;

    @Mixin
    private CacheOptions cache;

    @Override
    public Integer call() {
        if (layout == Layout.AUTO) {
            throw new ParameterException(spec.commandLine(), "--layout: expected band-major or frame-major, got auto");
        }
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (workers < 1) {
            throw new ParameterException(spec.commandLine(), "--threads: must be positive; got " + workers);
        }
        FrontEndChoice frontEnd = FrontEndChoice.named(preset);
        PrintWriter err = spec.commandLine().getErr();
        var unreadable = new AtomicBoolean();
        Consumer<Finding> findings = finding -> {
            err.println(DataView.line(finding));
            if (finding.kind() == Finding.Kind.UNUSABLE) {
                unreadable.set(true);
            }
        };
        List<SoundFile> files = labelled(SoundFolder.open(folder, findings), findings);
        var reader = new SoundReader(frontEnd.spec(), workers, cache.features(), cache.view());
        SoundSet sounds = reader.read(files, findings);
        err.flush();
        Optional<List<String>> rowNames =
                names ? Optional.of(sounds.files().stream().map(SoundFile::name).toList()) : Optional.empty();
        CsvWriter.write(sounds.data(), rowNames, out, layout);
        PrintWriter to = spec.commandLine().getOut();
        PrintableWriter.forPeople(to);
        to.println(out + ": " + sounds.size() + " rows of " + frontEnd.spec().summary() + ", " + layout);
        return unreadable.get() ? 1 : 0;
    }

    /**
     * Returns the files with their classes, or all files without a class if there is neither a rule nor a sub-folder.
     */
    private List<SoundFile> labelled(SoundFolder sounds, Consumer<Finding> findings) {
        LabelRule rule = LabelOptions.rule(labels);
        boolean unlabelled =
                labels == null && rule.examples(sounds.files(), finding -> {}).isEmpty();
        return unlabelled ? sounds.files() : sounds.labelled(rule, Optional.empty(), findings);
    }
}
