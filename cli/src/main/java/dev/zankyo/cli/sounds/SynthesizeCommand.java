package dev.zankyo.cli.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.io.FileError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the sounds that {@code train} uses without files, or others like them. */
@Command(
        description =
                "Makes sounds of eight kinds and writes them to train.csv and test.csv; with the default seed those"
                        + " that 'train' uses without files.")
public final class SynthesizeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder to write to.")
    private Path out;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "" + SyntheticDataset.DEFAULT_SEED,
            description = "Other seeds make other sounds. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--wav",
            paramLabel = "N",
            defaultValue = "0",
            description = "Also write N sounds of each kind as WAV files, to listen to.")
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
        spec.commandLine()
                .getOut()
                .println(out + ": " + data.training().size() + " rows in train.csv, "
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
