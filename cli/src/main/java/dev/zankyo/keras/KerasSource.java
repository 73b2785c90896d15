package dev.zankyo.keras;

import dev.zankyo.io.Json;
import dev.zankyo.model.Calibration;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The Python program that builds a model's network in Keras and loads its weights.
 *
 * @param model the model
 * @param format the layout of the weights
 */
record KerasSource(TrainedModel model, KerasFormat format) {
    private static final String TEMPLATE = "model.py";

    /**
     * Returns the text of the program.
     *
     * @param weights the file of the weights, which lies beside the program
     */
    String text(Path weights) {
        ResNetConfig config = model.config();
        float temperature = model.calibration().map(Calibration::temperature).orElse(1f);
        return template()
                .replace("$IMPORT", format == KerasFormat.TF_2 ? "from tensorflow import keras" : "import keras")
                .replace("$BANDS", String.valueOf(config.bands()))
                .replace("$FRAMES", String.valueOf(config.frames()))
                .replace("$MEAN", String.valueOf(model.standardization().mean()))
                .replace("$DEVIATION", String.valueOf(model.standardization().deviation()))
                .replace("$TEMPERATURE", String.valueOf(temperature))
                .replace("$MOMENTUM", String.valueOf(config.momentum()))
                .replace("$EPSILON", String.valueOf(config.epsilon()))
                .replace("$STEM", String.valueOf(config.stemFilters()))
                .replace("$STAGES", config.stageFilters().toString())
                .replace("$BLOCKS", String.valueOf(config.blocksPerStage()))
                // The user's texts come last, because nothing in them may be replaced. JSON's texts are Python's, too.
                .replace("$WEIGHTS", Json.line(weights.getFileName().toString()))
                .replace("$CLASSES", Json.line(model.classes()));
    }

    private static String template() {
        try (InputStream in = KerasSource.class.getResourceAsStream(TEMPLATE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a file of the program itself
        }
    }
}
