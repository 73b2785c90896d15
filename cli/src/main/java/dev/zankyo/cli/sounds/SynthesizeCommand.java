package dev.zankyo.cli.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.cli.terminal.PrintableWriter;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.io.FileError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that writes the synthetic sounds that {@code train} uses without data, or others like them. */
@Command(
        customSynopsis = "zankyo synthesize --out=DIR [OPTIONS]",
        description = {
            "Makes synthetic training and test sounds.",
            "Writes train.csv and test.csv with sounds of eight classes. "
                    + "The default seed makes the sounds that 'train' uses without data."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  zankyo synthesize --out data", "  zankyo synthesize --out data --seed 2 --wav 10"})
public final class SynthesizeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to write to.")
    private Path out;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "" + SyntheticDataset.DEFAULT_SEED,
            description = "Random seed; each seed makes other sounds (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--wav",
            paramLabel = "N",
            defaultValue = "0",
            description = "Also write N sounds of each class as WAV files (default: ${DEFAULT-VALUE}).")
    private int wav;

    @Override
    public void run() {
        if (wav < 0) {
            throw new ParameterException(spec.commandLine(), "--wav: must not be negative; got " + wav);
        }
        SyntheticDataset data = SyntheticDataset.create(seed);
        makeFolder();
        data.write(out);
        SyntheticDataset.writeWav(seed, wav, out);
        PrintWriter to = spec.commandLine().getOut();
        PrintableWriter.forPeople(to);
        to.println(out + ": " + data.training().size() + " rows in train.csv, "
                + data.test().size() + " in test.csv, band-major");
    }

    private void makeFolder() {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw InputException.of(Subject.file(out), "could not be made; " + FileError.reason(e))
                    .because(e);
        }
    }
}
