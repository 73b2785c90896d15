package dev.zankyo.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Backends;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.documentation.Python;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.random.CounterRandom;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that Keras would find exported weights, and that they come back. */
final class KerasExportTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void read_exportOfTheOriginal_isBitForBitTheModel(KerasFormat format) {
        TrainedModel model = KerasFiles.model(ResNetConfig.original(8));
        Path file = folder.resolve("model" + format.ending());
        new KerasExport(model, format).write(file);

        KerasImport read = KerasImport.read(file, difference -> assertEquals("", difference));

        assertEquals(model.config(), read.config());
        assertEquals(format, read.format());
        assertEquals(List.of(), read.ignored());
        assertArrayEquals(model.weights().parameters(), read.weights().parameters());
        assertArrayEquals(model.weights().movingStatistics(), read.weights().movingStatistics());
    }

    @ParameterizedTest
    @EnumSource
    void read_exportOfAnotherWidthAndDepth_isThatNetwork(KerasFormat format) {
        var config = new ResNetConfig(20, 50, 3, 5, List.of(4, 12), 3, 0.99f, 1e-3f);
        Path file = folder.resolve("model" + format.ending());
        new KerasExport(KerasFiles.model(config), format).write(file);
        assertEquals(config, KerasImport.read(file, difference -> {}).config());
    }

    @Test
    void program_builtByAStandInForKeras_computesTheSameLogits() throws Exception {
        Python.assumeModules("numpy", "h5py");
        var config = new ResNetConfig(7, 9, 3, 5, List.of(8, 12), 2, 0.9f, 1e-2f);
        TrainedModel model = KerasFiles.model(config);
        Path file3 = folder.resolve("three $MEAN.weights.h5");
        Path file2 = folder.resolve("two.h5");
        new KerasExport(model, KerasFormat.KERAS_3).write(file3);
        new KerasExport(model, KerasFormat.TF_2).write(file2);
        float[] rows = new float[4 * 63];
        CounterRandom random = CounterRandom.of(1);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (-7 + 3 * random.gaussian(i));
        }
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * rows.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(rows);
        Path input = Files.write(folder.resolve("rows.f4"), bytes.array());

        String output = Python.run(
                KerasFiles.resource("predict.py"),
                input,
                folder.resolve("three $MEAN.py"),
                folder.resolve("logits3"),
                folder.resolve("two.py"),
                folder.resolve("logits2"));

        String classes = "['class \"0\" \u00fc $BANDS', 'class \"1\" \u00fc $BANDS', 'class \"2\" \u00fc $BANDS'] 1.0";
        assertEquals(List.of(classes, classes), output.lines().toList());
        for (String logits : List.of("logits3", "logits2")) {
            float[] read = new float[12];
            ByteBuffer.wrap(Files.readAllBytes(folder.resolve(logits)))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(read);
            assertArrayEquals(logits(model, rows), read, 1e-4f, logits);
        }
        assertTrue(Files.readString(folder.resolve("two.py")).contains("from tensorflow import keras\n"));
    }

    private static float[] logits(TrainedModel model, float[] rows) {
        float[] inputs = rows.clone();
        model.standardization().apply(inputs, 0, inputs.length);
        float[] outputs = new float[4 * 3];
        try (InferencePlan plan =
                Backends.select("java").backend().compileInference(model.graph(), InferenceSpec.of(4, 1))) {
            plan.load(model.weights());
            plan.run(inputs, outputs);
        }
        return outputs;
    }
}
