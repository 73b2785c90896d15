package dev.zankyo.cli.sounds;

import dev.zankyo.cli.options.CacheOptions;
import dev.zankyo.cli.terminal.OptionName;
import dev.zankyo.data.CsvWriter;
import dev.zankyo.data.Layout;
import dev.zankyo.sounds.Finding;
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
import java.util.function.Consumer;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the spectrograms of recordings for other programs. */
@Command(
        description =
                "Writes the log-mel spectrograms of a folder of recordings as CSV, a row each: the class, then the"
                        + " values. Without sub-folders or a rule for classes, the values only.")
public final class FeaturesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--sounds", paramLabel = "DIR", required = true, description = "The recordings.")
    private Path folder;

    @ArgGroup(exclusive = false)
    private LabelOptions labels;

    @Option(names = "--out", paramLabel = "CSV", required = true, description = "The file to write.")
    private Path out;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "digits",
            description =
                    "How sounds become spectrograms: digits, general, torchaudio or librosa, and changes to them, as"
                            + " in general,n_mels=64. Default: ${DEFAULT-VALUE}.")
    private String preset;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            defaultValue = "band-major",
            description = "The order of a row's values: band-major or frame-major. Default: ${DEFAULT-VALUE}.")
    private Layout layout;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many recordings are listened to at once. Default: as many as there are processors.")
    private Integer threads;

    @Mixin
    private CacheOptions cache;

    @Override
    public void run() {
        if (layout == Layout.AUTO) {
            throw new ParameterException(spec.commandLine(), "--layout: expected band-major or frame-major, got auto");
        }
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (workers < 1) {
            throw new ParameterException(spec.commandLine(), "--threads: must be positive; got " + workers);
        }
        FrontEndChoice frontEnd = FrontEndChoice.named(preset);
        PrintWriter err = spec.commandLine().getErr();
        Consumer<Finding> findings = finding -> err.println("left out: " + OptionName.in(finding.toString()));
        List<SoundFile> files = labelled(SoundFolder.open(folder, findings), findings);
        var reader = new SoundReader(frontEnd.spec(), workers, cache.features(), cache.view());
        SoundSet sounds = reader.read(files, findings);
        err.flush();
        CsvWriter.write(sounds.data(), out, layout);
        spec.commandLine()
                .getOut()
                .println(out + ": " + sounds.size() + " rows of "
                        + frontEnd.spec().summary() + ", " + layout);
    }

    /** With no rule given, and no sub-folders, there are recordings without a class, which are as good. */
    private List<SoundFile> labelled(SoundFolder sounds, Consumer<Finding> findings) {
        LabelRule rule = LabelOptions.rule(labels);
        boolean unlabelled = labels == null
                && sounds.files().stream()
                        .allMatch(file -> rule.classOf(file.name()).isEmpty());
        return unlabelled ? sounds.files() : sounds.labelled(rule, Optional.empty(), findings);
    }
}
