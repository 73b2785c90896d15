package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.WavFile;
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

/** Tests of {@code plot} on small recordings, with an untrained network. */
final class PlotCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path sound;

    private int run(Object... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        return Main.run(words, new PrintWriter(out), new PrintWriter(err));
    }

    @BeforeEach
    void write() {
        sound = folder.resolve("plot-command-test.wav");
        double[] samples = new double[16_000];
        Arrays.setAll(samples, n -> 0.5 * Math.sin(0.1 * n));
        WavFile.write(samples, 8000, sound);
    }

    private Path model(LogMelSpec frontEnd) {
        var network = new ResNetConfig(4, 5, 3, 4, List.of(8), 1, 0.9f, 1e-3f);
        Path model = folder.resolve("model.safetensors");
        TrainedModel trained = new TrainedModel(
                network,
                List.of("owl", "wren", "robin"),
                new Standardization(-5, 3),
                new Provenance("none", 1, "reference", "0.0.0-test", "4 bands x 5 frames"),
                WeightInitializer.initialize(ResNet.graph(network), 1));
        ModelFile.write(model, frontEnd == null ? trained : trained.withFrontEnd(frontEnd));
        return model;
    }

    @Test
    void plot_withAModel_namesItsClassesAndInput() throws IOException {
        Path model = model(LogMelSpec.parse("digits,n_mels=4,frames=5,fit=whole"));
        Path picture = folder.resolve("plot.svg");
        assertEquals(
                0,
                run("plot", "--model", model, "--backend", "java", "--window", 0.5, sound, "--out", picture),
                err::toString);
        assertEquals(picture + "\n", out.toString());
        String svg = Files.readString(picture);
        for (String text : List.of(">owl<", ">wren<", ">robin<", "4 mel bands, 5 frames per window of 0.50 s")) {
            assertTrue(svg.contains(text), text);
        }
    }

    @Test
    void plot_longRecordingWithoutWindow_isPredictedInWindows() throws IOException {
        Path model = model(LogMelSpec.parse("digits,n_mels=4,frames=5"));
        Path picture = folder.resolve("plot.svg");
        assertEquals(0, run("plot", "--model", model, "--backend", "java", sound, "--out", picture), err::toString);
        String svg = Files.readString(picture);
        assertTrue(svg.contains("4 mel bands, 5 frames per window of 0.10 s, dB"), "input");
        assertTrue(svg.contains("this model cannot mark unknown sounds"), "unknown");
    }

    @Test
    void plot_withAModelOfRows_isRefused() {
        assertEquals(2, run("plot", "--model", model(null), "--backend", "java", sound, "--out", "x.png"));
        assertTrue(err.toString().contains("the model must have a front end"), err::toString);
    }

    @Test
    void plot_withoutOut_replacesNoPicture() throws IOException {
        Path picture = Path.of("plot-command-test.png");
        try {
            assertEquals(0, run("plot", sound), err::toString);
            assertEquals("", err.toString());
            byte[] written = Files.readAllBytes(picture);
            assertEquals(2, run("plot", sound, "--size", 800));
            assertEquals(
                    "zankyo: plot-command-test.png: a picture exists already (replace it with --overwrite, or choose"
                            + " another name with --out)\n",
                    err.toString());
            assertEquals(-1, Arrays.mismatch(written, Files.readAllBytes(picture)));
            assertEquals(0, run("plot", sound, "--size", 800, "--overwrite"), err::toString);
            assertFalse(Arrays.equals(written, Files.readAllBytes(picture)));
        } finally {
            Files.deleteIfExists(picture);
        }
    }

    @Test
    void plot_whatCannotBeDrawn_isOneLine() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.wav"), "no sound");
        Path picture = folder.resolve("plot.png");
        assertRefused("notes.wav: must be a sound file", "plot", text, "--out", picture);
        assertRefused("a picture's name must end in .png or .svg", "plot", sound, "--out", text);
        assertRefused("--size: must be WIDTH or WIDTHxHEIGHT", "plot", sound, "--size", "big", "--out", picture);
        assertRefused("another recording's picture has the same name", "plot", sound, sound);
        assertRefused("--window: needs --model", "plot", sound, "--window", 1);
        assertRefused("--hop: must be a positive number", "plot", sound, "--hop", 0);
        assertFalse(Files.exists(picture));
        assertEquals("no sound", Files.readString(text));
    }

    private void assertRefused(String reason, Object... arguments) {
        assertEquals(2, run(arguments), err::toString);
        assertTrue(err.toString().contains(reason), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
    }
}
