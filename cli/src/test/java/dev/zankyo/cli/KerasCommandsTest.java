package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.data.Standardization;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.model.WeightInitializer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of {@code export --to keras} and {@code import}. */
final class KerasCommandsTest {
    private static final ResNetConfig CONFIG = new ResNetConfig(6, 7, 3, 2, List.of(4, 8), 1, 0.9f, 1e-3f);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path file;
    private TrainedModel model;

    @BeforeEach
    void writeModel() {
        file = folder.resolve("bird.safetensors");
        model = new TrainedModel(
                CONFIG,
                List.of("a", "b", "c"),
                new Standardization(-7, 3),
                new Provenance("original", 5, "java", "0.1", "rows"),
                WeightInitializer.initialize(ResNet.graph(CONFIG), 1));
        ModelFile.write(file, model);
    }

    private int run(Object... arguments) {
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        return Main.run(words, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    @Test
    void exportAndImport_model_isTheSameNetwork() throws IOException {
        Path weights = folder.resolve("bird.weights.h5");
        Path program = folder.resolve("bird.py");
        Path back = folder.resolve("back.safetensors");

        assertEquals(0, run("export", "--model", file, "--to", "keras"), err::toString);
        assertEquals(
                0,
                run(
                        "import",
                        "--from",
                        weights,
                        "--bands",
                        6,
                        "--frames",
                        7,
                        "--class-names",
                        "x,y,z",
                        "--mean=-7",
                        "--deviation=3",
                        "--out",
                        back),
                err::toString);

        assertEquals(
                String.format("%s: weights in the layout of Keras 3, %,d bytes%n", weights, Files.size(weights))
                        + String.format("%s: Python program that loads them%n", program)
                        + String.format(
                                "%s: 3 classes, 6 bands x 7 frames, stages of [4, 8] filters, 1 blocks each, from"
                                        + " Keras 3%n",
                                back),
                out.toString());
        assertEquals("", err.toString());
        assertTrue(Files.readString(program).contains("MEAN, DEVIATION = -7.0, 3.0"));
        TrainedModel read = ModelFile.read(back);
        assertEquals(CONFIG.withMomentum(0.99f), read.config());
        assertEquals(List.of("x", "y", "z"), read.classes());
        assertEquals(model.standardization(), read.standardization());
        assertArrayEquals(model.weights().parameters(), read.weights().parameters());
        assertArrayEquals(model.weights().movingStatistics(), read.weights().movingStatistics());
    }

    @Test
    void import_withoutOptions_numbersClassesAndLeavesInputsAsTheyAre() {
        Path weights = folder.resolve("bird.h5");
        Path back = folder.resolve("back.safetensors");
        assertEquals(0, run("export", "--model", file, "--to", "keras", "--out", weights), err::toString);
        assertEquals(0, run("import", "--from", weights, "--out", back), err::toString);
        assertTrue(out.toString().contains("from TensorFlow 2"), out::toString);
        TrainedModel read = ModelFile.read(back);
        assertEquals(List.of("0", "1", "2"), read.classes());
        assertEquals(new Standardization(0, 1), read.standardization());
        assertEquals(20, read.config().bands());
        assertEquals(50, read.config().frames());
    }

    @Test
    void exportAndImport_wrongOptions_areRefused() throws IOException {
        Path weights = folder.resolve("bird.weights.h5");
        Path back = folder.resolve("back.safetensors");
        assertRefused(
                "--precision: is only for --to=onnx",
                "export",
                "--model",
                file,
                "--to",
                "keras",
                "--precision",
                "float16");
        assertRefused(
                "--out: must end in .weights.h5 (Keras 3) or .h5 (TensorFlow 2); got x.onnx",
                "export",
                "--model",
                file,
                "--to",
                "keras",
                "--out",
                "x.onnx");
        Files.writeString(folder.resolve("bird.py"), "mine");
        assertRefused("bird.py: exists (pass --overwrite to replace it)", "export", "--model", file, "--to", "keras");
        assertFalse(Files.exists(weights));
        assertEquals(0, run("export", "--model", file, "--to", "keras", "--overwrite"), err::toString);
        assertRefused(
                "must have an output for each name in --class-names; expected 2 outputs, got 3",
                "import",
                "--from",
                weights,
                "--class-names",
                "x,y",
                "--out",
                back);
        assertRefused(
                "--class-names: classes: must differ from one another",
                "import",
                "--from",
                weights,
                "--class-names",
                "x,y,x",
                "--out",
                back);
        assertRefused(
                "--mean, --deviation: standardization: mean must be finite and deviation positive",
                "import",
                "--from",
                weights,
                "--deviation",
                "0",
                "--out",
                back);
        assertRefused(
                "frames: must be in 1..65536; got 0", "import", "--from", weights, "--frames", "0", "--out", back);
        assertFalse(Files.exists(back));
        assertRefused("exists (pass --overwrite to replace it)", "import", "--from", weights, "--out", file);
    }

    private void assertRefused(String message, Object... arguments) {
        err.getBuffer().setLength(0);
        assertEquals(2, run(arguments), message);
        assertTrue(err.toString().contains(message), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
    }
}
