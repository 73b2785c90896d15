package dev.zankyo.export;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.io.Json;
import dev.zankyo.model.Calibration;
import dev.zankyo.model.TrainedModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A model as an ONNX file (operator set 17) for ONNX Runtime and other programs. The batch may have any size. Outputs:
 *
 * <ul>
 * <li>{@code logits}: (N, classes), float32, not yet divided by the temperature;
 * <li>{@code probabilities}: (N, classes), float32, calibrated if the model is.
 * </ul>
 *
 * <p>The metadata hold {@code classes} (JSON), {@code temperature}, {@code front_end} (JSON), {@code sample_rate} and
 * the origin of the weights. The detection of unknown sounds is not exported.
 *
 * @param model the model
 * @param input what the file reads
 * @param precision how its weights are stored
 */
public record OnnxExport(TrainedModel model, Input input, Precision precision) {

    /** The input of an exported model. */
    public enum Input {
        /** {@code spectrogram}: (N, bands, frames), natural logarithms as the front end computes them. */
        SPECTROGRAM,

        /** {@code waveform}: (N, samples), samples in -1 .. 1 at the front end's sample rate. */
        WAVEFORM;

        /** Returns the name on the command line, which is the name of the input in the file. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The storage of the weights. All arithmetic is in float32. */
    public enum Precision {
        FLOAT32,

        /** Half the size; each weight is rounded to 11 bits. */
        FLOAT16;

        /** Returns the name on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Writes the file, replacing a file of that name.
     *
     * @throws InputException if waveforms are to be read and the model has no front end
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        byte[] bytes = bytes();
        AtomicFile.write(file, out -> out.write(bytes));
    }

    private byte[] bytes() {
        var onnx = new OnnxGraph(precision == Precision.FLOAT16);
        String rows =
                switch (input) {
                    case SPECTROGRAM ->
                        onnx.input(
                                input.toString(),
                                "N",
                                model.config().bands(),
                                model.config().frames());
                    case WAVEFORM -> OnnxLogMel.add(onnx, frontEnd(), onnx.input(input.toString(), "N", "samples"));
                };
        String centered =
                onnx.add("Sub", rows, onnx.scalar(model.standardization().mean()));
        String standardized =
                onnx.add("Div", centered, onnx.scalar(model.standardization().deviation()));
        String images = onnx.add("Unsqueeze", standardized, onnx.integers(3));
        String logits = OnnxNetwork.add(onnx, model.graph(), model.weights(), images);
        int classes = model.config().classes();
        onnx.output("logits", logits, "N", classes);
        float temperature = model.calibration().map(Calibration::temperature).orElse(1f);
        String scaled = onnx.add("Div", logits, onnx.scalar(temperature));
        onnx.output("probabilities", onnx.add("Softmax", scaled), "N", classes);
        metadata(temperature).forEach(onnx::metadata);
        return onnx.bytes("zankyo", model.provenance().version());
    }

    private LogMelSpec frontEnd() {
        return model.frontEnd()
                .orElseThrow(() -> InputException.of(Subject.named("model"), "must have a front end to read waveforms")
                        .got("a model of rows of numbers")
                        .remedy("export it for spectrograms"));
    }

    private Map<String, String> metadata(float temperature) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("classes", Json.line(model.classes()));
        metadata.put("temperature", Float.toString(temperature));
        model.frontEnd().ifPresent(spec -> {
            metadata.put("sample_rate", Integer.toString(spec.sampleRate()));
            metadata.put("front_end", Json.line(spec.fields()));
        });
        metadata.put("recipe", model.provenance().recipe());
        metadata.put("seed", Long.toString(model.provenance().seed()));
        metadata.put("trained_on", model.provenance().input());
        metadata.put("zankyo_version", model.provenance().version());
        return metadata;
    }
}
