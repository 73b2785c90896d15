package dev.zankyo.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.zankyo.ClassifierOptions;
import dev.zankyo.SoundClassifier;
import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Recording;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Weights;
import dev.zankyo.data.Standardization;
import dev.zankyo.export.OnnxExport.Input;
import dev.zankyo.export.OnnxExport.Precision;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Shape;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.model.WeightInitializer;
import dev.zankyo.random.CounterRandom;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks exported models in ONNX Runtime. */
final class OnnxExportTest {
    private static final ComputeBackend JAVA = Backends.select("java").backend();

    @TempDir
    private Path folder;

    static TrainedModel model(LogMelSpec spec) {
        ResNetConfig config = new ResNetConfig(spec.nMels(), spec.frames(), 3, 8, List.of(16, 32), 2, 0.99f, 1e-3f);
        Weights weights = WeightInitializer.initialize(ResNet.graph(config), 3);
        vary(weights.movingStatistics(), weights.parameters());
        return new TrainedModel(
                        config,
                        List.of("a", "b \"quoted\"", "ü"),
                        new Standardization(-7, 3),
                        new Provenance("improved", 5, "java", "0.1", "clicks"),
                        weights)
                .withFrontEnd(spec);
    }

    /** Makes every normalization different: variances stay positive, and other values move a little. */
    private static void vary(float[]... vectors) {
        CounterRandom random = CounterRandom.of(4);
        for (float[] vector : vectors) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] += (float) (0.1 * random.uniform(i) - 0.05);
            }
        }
    }

    private Map<String, float[][]> run(Path file, String input, float[] values, long... shape) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            return Map.of(
                    "logits", (float[][]) result.get("logits").orElseThrow().getValue(),
                    "probabilities",
                            (float[][])
                                    result.get("probabilities").orElseThrow().getValue());
        }
    }

    private static float[] logits(TrainedModel model, float[] rows) {
        float[] inputs = rows.clone();
        model.standardization().apply(inputs, 0, inputs.length);
        int size = model.config().bands() * model.config().frames();
        float[] outputs = new float[inputs.length / size * model.config().classes()];
        try (InferencePlan plan = JAVA.compileInference(model.graph(), InferenceSpec.of(inputs.length / size, 1))) {
            plan.load(model.weights());
            plan.run(inputs, outputs);
        }
        return outputs;
    }

    @Test
    void write_forSpectrograms_givesTheLogitsOfAnyBatch() throws Exception {
        TrainedModel model = model(LogMelSpec.parse("digits"));
        Path file = folder.resolve("model.onnx");
        new OnnxExport(model, Input.SPECTROGRAM, Precision.FLOAT32).write(file);
        float[] rows = new float[100 * 1000];
        CounterRandom random = CounterRandom.of(1);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (-7 + 3 * random.gaussian(i));
        }
        float[] expected = logits(model, rows);

        float[][] all = run(file, "spectrogram", rows, 100, 20, 50).get("logits");
        float[][] one =
                run(file, "spectrogram", Arrays.copyOf(rows, 1000), 1, 20, 50).get("logits");

        for (int row = 0; row < 100; row++) {
            assertArrayEquals(Arrays.copyOfRange(expected, 3 * row, 3 * row + 3), all[row], 1e-4f, "row " + row);
        }
        assertArrayEquals(all[0], one[0], 1e-5f);
    }

    @Test
    void write_asFloat16_isHalfAsLargeAndNearlyTheSame() throws Exception {
        TrainedModel model = model(LogMelSpec.parse("digits"));
        Path whole = folder.resolve("whole.onnx");
        Path half = folder.resolve("half.onnx");
        new OnnxExport(model, Input.SPECTROGRAM, Precision.FLOAT32).write(whole);
        new OnnxExport(model, Input.SPECTROGRAM, Precision.FLOAT16).write(half);
        float[] row = new float[1000];
        Arrays.fill(row, -5);

        float[] exact = run(whole, "spectrogram", row, 1, 20, 50).get("logits")[0];
        float[] rounded = run(half, "spectrogram", row, 1, 20, 50).get("logits")[0];

        assertArrayEquals(exact, rounded, 0.02f);
        assertFalse(Arrays.equals(exact, rounded));
        long weights = (long) Float.BYTES
                * (model.graph().trainableSize() + model.graph().movingStatisticsSize());
        assertTrue(Files.size(whole) - Files.size(half) > weights / 4);
    }

    /** Checks every operation, also those that the residual network does not use. */
    @Test
    void add_everyOperation_computesTheSameAsTheBackend() throws Exception {
        var builder = new GraphBuilder(new Shape(9, 8, 3));
        Node x = builder.conv2d("conv", builder.input(), 6, 3, 2);
        x = builder.relu("relu", builder.batchNorm("norm", x, 0.9f, 1e-3f));
        Node y = builder.depthwiseConv2d("depthwise", x, new Op.DepthwiseConv2d(3, 2, 1));
        x = builder.maxPool("pool", builder.add("sum", x, y), new Op.MaxPool(2, 3, 2));
        Graph graph = builder.build(builder.dense("dense", x, 4));
        Weights weights = WeightInitializer.initialize(graph, 2);
        vary(weights.movingStatistics(), weights.parameters());
        float[] inputs = new float[2 * 9 * 8 * 3];
        vary(inputs);
        float[] expected = new float[8];
        try (InferencePlan plan = JAVA.compileInference(graph, InferenceSpec.of(2, 1))) {
            plan.load(weights);
            plan.run(inputs, expected);
        }
        var onnx = new OnnxGraph(false);
        onnx.output("logits", OnnxNetwork.add(onnx, graph, weights, onnx.input("image", "N", 9, 8, 3)), "N", 4);
        Path file = Files.write(folder.resolve("all.onnx"), onnx.bytes("all", "test"));

        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor tensor =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(inputs), new long[] {2, 9, 8, 3});
                OrtSession.Result result = session.run(Map.of("image", tensor))) {
            float[][] actual = (float[][]) result.get(0).getValue();
            assertArrayEquals(Arrays.copyOf(expected, 4), actual[0], 1e-5f);
            assertArrayEquals(Arrays.copyOfRange(expected, 4, 8), actual[1], 1e-5f);
        }
    }

    /** Checks the front end in the graph on clips shorter than a window, of ordinary length, with silent ends, and long. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "digits",
                "digits,fit=whole,level=rms",
                "general",
                "general,fit=window,top_db=0",
                "torchaudio,power=1",
                "librosa,sample_rate=8000,f_max=4000,n_fft=511,win_length=400,n_mels=40"
            })
    void write_forWaveforms_givesTheProbabilities(String frontEnd) throws Exception {
        TrainedModel model = model(LogMelSpec.parse(frontEnd));
        Path file = folder.resolve("model.onnx");
        new OnnxExport(model, Input.WAVEFORM, Precision.FLOAT32).write(file);
        int rate = model.frontEnd().orElseThrow().sampleRate();
        for (int length : new int[] {60, 300, rate / 4, rate, 3 * rate}) {
            float[] clip = clip(length, rate);
            float[] row = new LogMel(model.frontEnd().orElseThrow()).apply(new Recording(rate, 1, clip));
            float[] expected = logits(model, row);
            Map<String, float[][]> actual = run(file, "waveform", clip, 1, length);
            assertArrayEquals(expected, actual.get("logits")[0], 2e-3f, "length " + length);
            assertArrayEquals(softmax(expected), doubles(actual.get("probabilities")[0]), 1e-3, "length " + length);
        }
        // A single sample has bands of rounding errors, which differ in float32.
        float[] shortest = run(file, "waveform", new float[] {0.5f}, 1, 1).get("probabilities")[0];
        assertEquals(1, shortest[0] + shortest[1] + shortest[2], 1e-5);
        float[] two = new float[2 * rate];
        System.arraycopy(clip(rate, rate), 0, two, 0, rate);
        System.arraycopy(clip(rate / 2, rate), 0, two, rate + rate / 3, rate / 2);
        float[][] both = run(file, "waveform", two, 2, rate).get("logits");
        float[][] second = run(file, "waveform", Arrays.copyOfRange(two, rate, 2 * rate), 1, rate)
                .get("logits");
        assertArrayEquals(second[0], both[1], 1e-4f);
    }

    /** Checks recordings of other rates and lengths, which are resampled before they are given to the exported model. */
    @Test
    void write_forWaveforms_agreesWithTheClassifierOnFiftyRecordings() throws Exception {
        TrainedModel model = model(LogMelSpec.parse("general"));
        Path file = folder.resolve("model.onnx");
        new OnnxExport(model, Input.WAVEFORM, Precision.FLOAT32).write(file);
        int[] rates = {8000, 11_025, 22_050, 44_100, 48_000};
        try (var classifier = SoundClassifier.of(model, ClassifierOptions.defaults())) {
            for (int i = 0; i < 50; i++) {
                int rate = rates[i % rates.length];
                Recording recording = new Recording(rate, 1, clip(rate / 5 + i * rate / 20, rate));
                float[] samples = recording.resampled(16_000).samples();
                double[] expected =
                        classifier.predict(recording.samples(), rate).probabilities();
                float[] actual =
                        run(file, "waveform", samples, 1, samples.length).get("probabilities")[0];
                assertArrayEquals(expected, doubles(actual), 1e-3, "recording " + i);
            }
        }
    }

    /** Returns a chirp in faint noise, silent at both ends. */
    static float[] clip(int length, int rate) {
        CounterRandom random = CounterRandom.of(6);
        float[] samples = new float[length];
        for (int n = length / 8; n < length - length / 6; n++) {
            double phase = 2 * Math.PI * (300 + 500.0 * n / rate) * n / rate;
            samples[n] = (float) (0.3 * Math.sin(phase) + 0.01 * random.gaussian(n));
        }
        return samples;
    }

    private static double[] softmax(float[] logits) {
        double[] powers = doubles(logits);
        Arrays.setAll(powers, i -> Math.exp(logits[i]));
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }
}
