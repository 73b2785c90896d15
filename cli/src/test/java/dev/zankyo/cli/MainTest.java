package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(args, new PrintWriter(out), new PrintWriter(err));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trian                              | Unknown command: 'trian' (did you mean train, ",
                "help trian                         | Unknown command: 'trian' (did you mean train, ",
                "train --epoch 3                    | Unknown options: '--epoch', '3' (did you mean --epochs",
                "train nothing                      | nothing: must be a folder of recordings or a CSV file of rows",
                "train rows.csv                     | zankyo: Missing required argument(s): --test=CSV",
                "completion fish                    | expected bash, zsh, got fish",
                "--colour                           | Unknown option: '--colour' (did you mean --color? or try --help)",
                "backends x                         | Unexpected argument: 'x' (try backends --help)",
                "summary --bands x                  | 'x' is not an int",
                "summary --bands 0                  | bands: must be in 1..65536; got 0 (try summary --help)",
                "summary --stage-filters 30         | stage filters: must be a multiple of 4",
                "summary --stage-filters 65536      | network: every layer must have fewer than 2^31 elements",
                "train --train rows.csv             | zankyo: Missing required argument(s): --test=CSV",
                "train --label-pattern (.)           | Missing required argument(s): --sounds=DIR",
                "train --balance none               | Missing required argument(s): --sounds=DIR",
                "train --sounds a --train b --test c| --sounds and --train: one of them, not both",
                "train --sounds gone                | gone: must be a folder of recordings; got nothing of that name",
                "train --sounds a --balance weights | expected none, sampling, got weights",
                "train --sounds a --test-share 1    | --test-share: must be between 0 and 1; got 1.0",
                "train --sounds a --label-pattern ( | --label-pattern: must be a regular expression",
                "train --sounds a --label-pattern a | --label-pattern: must have parentheses",
                "train --sounds a --group-pattern a | --group-pattern: must have parentheses",
                "train --sounds a --labels gone.csv | gone.csv: file must be a readable CSV file; no such file",
                "train --sounds a --labels b --label-pattern (c) | --label-pattern: must not be given together with --labels",
                "train --sounds a --test-share .1 --test-pattern b | at most one of --test-sounds, --test-pattern, --test-share and --test-list can be",
                "train --layout sideways            | expected band-major, frame-major, auto, got sideways",
                "train --recipe secret              | expected default or original, got secret",
                "train --epochs 0                   | epochs must be positive; got 0",
                "train --epochs many                | --epochs: must be a whole number or auto; got many",
                "train --patience 0                 | --patience: must be a positive number of epochs; got 0",
                "train --keep first                 | expected best, last, got first",
                "train --validation-share 0.1       | --validation-share: is of use only where an epoch is chosen by held-out rows",
                "train --patience 2 --validation-share 1 | expected one in [0, 1), got 1.0",
                "train --precision float64          | expected float32, bfloat16, got float64",
                "train --width 0                    | --width: must be positive",
                "train --augmentation -1            | --augmentation: the strength must be finite and not negative; got -1.0",
                "train --recipe original --augmentation 2 | --augmentation: cannot be combined with --recipe original",
                "sweep --learning-rates 0.1,0       | sweep: learning rates must be finite and positive; got 0.0",
                "sweep --eta 1                      | sweep: eta must be at least 2; got 1",
                "sweep --train gone.csv             | gone.csv: file must be readable; got: no such file",
                "train --threads 0                  | --threads: must be a positive number; got 0",
                "train --memory 0                   | must be a size such as 512m or 4g; got 0",
                "train --memory 99999999999t        | must be a size such as 512m or 4g; got 99999999999t",
                "bench --seconds 0                  | --seconds: must be in 0.1..3600; got 0",
                "bench --batch-size 16,0            | --batch-size: must be positive numbers; got [16, 0]",
                "bench --precision float64          | expected float32, bfloat16, got float64",
                "bench --backend java,abacus        | --backend: must name a backend",
                "bench --threads 0                  | --threads: must be a positive number; got 0",
                "evaluate                           | Missing required option",
                "predict --model gone.safetensors a | gone.safetensors: could not be read; no such file",
                "predict --model a --top 0 b        | --top: must be a positive number; got 0",
                "predict --model a --format CSV b   | expected text, csv, json, raven, audacity, got CSV",
            })
    void run_badInput_isOneLineAndTwo(String arguments, String expected) {
        int exitCode = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertEquals(2, exitCode, err::toString);
        assertEquals("", out.toString());
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().startsWith("zankyo: "), err::toString);
        assertTrue(err.toString().contains(expected), err::toString);
    }

    /**
     * Checks that every command that computes refuses a plan above the memory limit, with both numbers, before the
     * first step.
     */
    @ParameterizedTest
    @ValueSource(strings = {"train --epochs 1", "sweep --learning-rates 0.001 --epochs 1 --first-epochs 1"})
    @Survives(
            promise = Promise.RESOURCES,
            what = "a run that needs more than `--memory`, in `train` and `sweep`: refused before it starts, with"
                    + " both numbers")
    void run_moreMemoryThanAllowed_isRefusedBeforeItStarts(String command, @TempDir Path folder) throws Exception {
        Path written = folder.resolve("out");
        String limit = " --backend java --threads 2 --memory 5m --out ";
        assertEquals(2, run((command + limit + written).split(" ")), err::toString);
        String last = err.toString();
        assertEquals(1, last.lines().count(), last);
        assertTrue(last.startsWith("zankyo: memory: training in batches of 16 on 2 threads must fit;"), last);
        assertTrue(last.contains("expected at most 5.0 MiB, got "), last);
        assertFalse(Files.exists(written), "nothing to continue");
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verbose summary --bands 0", "summary --bands 0 --verbose"})
    void run_verbose_addsTheStackTrace(String arguments) {
        assertEquals(2, run(arguments.split(" ")));
        assertTrue(err.toString().contains("\tat dev.zankyo.model.ResNetConfig"), err::toString);
    }

    @Test
    void run_originalNetwork_isSummarised() {
        assertEquals(0, run("summary"));
        assertTrue(out.toString().contains("Total params: 603,176\nTrainable params: 594,600\n"), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void run_otherNetwork_isSummarised() {
        assertEquals(0, run("summary", "--classes", "3", "--stage-filters", "8,16", "--blocks", "1"));
        assertTrue(out.toString().contains("(None, 10, 25, 16)"), out::toString);
        assertTrue(out.toString().contains("(None, 3)"), out::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "evaluate",
                "predict",
                "verify",
                "sweep",
                "summary",
                "backends",
                "bench",
                "synthesize",
                "help",
                "completion",
                "man"
            })
    void run_help_namesTheCommand(String command) {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().contains("\n  " + command + " "), out::toString);
        out.getBuffer().setLength(0);
        assertEquals(0, run(command, "--help"));
        assertTrue(out.toString().startsWith("Usage: zankyo " + command), out::toString);
    }

    @Test
    void run_version_isPrinted() {
        assertEquals(0, run("--version"));
        assertTrue(out.toString().startsWith("zankyo "), out::toString);
    }

    @Test
    void run_outputThatCannotBeWritten_isOne() {
        PrintWriter full = new PrintWriter(new FullDisk());
        assertEquals(1, Main.run(new String[] {"--version"}, full, new PrintWriter(err)));
        assertEquals("zankyo: standard output: could not be written" + System.lineSeparator(), err.toString());
    }

    private static final class FullDisk extends Writer {
        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
