package dev.zankyo.backend.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.backend.Precision;
import dev.zankyo.backend.lowering.Instruction.BatchNormForward;
import dev.zankyo.backend.lowering.Instruction.BatchNormStatistics;
import dev.zankyo.backend.lowering.Lowering;
import dev.zankyo.backend.lowering.Phase;
import dev.zankyo.backend.lowering.Program;
import dev.zankyo.backend.lowering.Schedule;
import dev.zankyo.backend.lowering.Slice;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Parameter.Role;
import dev.zankyo.graph.Shape;
import dev.zankyo.random.CounterRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Statistics of batches in which float32 sums of squares, or shares combined carelessly, would lose all precision. */
class BatchNormLayerTest {
    private static final int BATCH = 7;
    private static final int WORKERS = 2;
    private static final int SHARES = 3;
    private static final int CHUNK = 2;

    /** The mean of each image and channel; noise of deviation {@code noise} is added to it. */
    private interface Means {
        double of(int image, int channel);
    }

    static Stream<Arguments> cases() {
        Means centred = (image, channel) -> 0;
        Means far = (image, channel) -> 1000 * (channel - 1);
        Means apart = (image, channel) -> image < BATCH / SHARES ? -3000 : 500 * image;
        return Stream.of(5, 16, 100)
                .flatMap(channels -> Stream.of(
                        Arguments.of(channels, "centred", centred, 1.0),
                        Arguments.of(channels, "far from zero", far, 0.5),
                        Arguments.of(channels, "images far apart", apart, 0.1)));
    }

    @ParameterizedTest(name = "{0} channels, {1}")
    @MethodSource("cases")
    void statistics_areThoseOfFloat64_withPlainLoops(int channels, String name, Means means, double noise) {
        check(PlainKernels::new, channels, means, noise);
    }

    @ParameterizedTest(name = "{0} channels, {1}")
    @MethodSource("cases")
    void statistics_areThoseOfFloat64_withTheBestKernels(int channels, String name, Means means, double noise) {
        check(KernelChoice.BEST, channels, means, noise);
    }

    private static void check(Kernels.Family kernels, int channels, Means means, double noise) {
        var builder = new GraphBuilder(new Shape(3, 4, channels));
        Node node = builder.batchNorm("norm", builder.input(), 0, 1e-3f);
        Graph graph = builder.build(node);
        Program program = Lowering.training(graph, Precision.FLOAT32);
        Schedule schedule = Schedule.of(program);
        var partition = new Partition(BATCH, SHARES, WORKERS);
        var layers = new NoLayers(graph);
        var storage = new Storage(schedule, partition, layers, Memory.Kind.HEAP, true, Long.MAX_VALUE);
        float[] x = images(graph, channels, means, noise);
        float[] gamma = new float[channels];
        for (int c = 0; c < channels; c++) {
            gamma[c] = 1 + c % 3;
            storage.memory()
                    .set(
                            JAVA_FLOAT,
                            storage.values() + layers.order().offset(node.parameter(Role.GAMMA)) + 4L * c,
                            gamma[c]);
        }
        kernels.of(Precision.FLOAT32).write(x, 0, storage.memory(), storage.offset(program.input()), x.length);
        float[] moving = new float[graph.movingStatisticsSize()];
        var norm = new BatchNormLayer(node, Precision.FLOAT32, storage, layers.order(), kernels, moving);

        var statistics = (BatchNormStatistics) program.forward().get(0);
        var forward = (BatchNormForward) program.forward().get(1);
        inSlices(partition, slice -> norm.statistics(statistics, slice));
        for (int worker = WORKERS - 1; worker >= 0; worker--) {
            norm.reduceStatistics(worker).run();
        }
        inSlices(partition, slice -> norm.forward(forward, slice));
        float[] y = new float[x.length];
        kernels.of(Precision.FLOAT32).read(storage.memory(), storage.offset(program.output()), y, 0, y.length);

        int count = x.length / channels;
        for (int c = 0; c < channels; c++) {
            double mean = 0;
            for (int i = c; i < x.length; i += channels) {
                mean += x[i] / (double) count;
            }
            double variance = 0;
            for (int i = c; i < x.length; i += channels) {
                variance += (x[i] - mean) * (x[i] - mean) / count;
            }
            double deviation = Math.sqrt(variance);
            String channel = "channel " + c;
            assertEquals(mean, moving[node.parameter(Role.MOVING_MEAN).offset() + c], 1e-6 * Math.abs(mean) + 1e-6);
            double unbiased = variance * count / (count - 1);
            assertEquals(unbiased, moving[node.parameter(Role.MOVING_VARIANCE).offset() + c], 1e-5 * unbiased, channel);
            for (int i = c; i < x.length; i += channels) {
                double expected = (x[i] - mean) / Math.sqrt(variance + 1e-3f) * gamma[c];
                // The float32 mean is wrong by up to half a unit in its last place.
                double allowed = gamma[c] * (1e-5 + Math.ulp((float) mean) / deviation);
                assertEquals(expected, y[i], allowed, channel);
            }
        }
    }

    private interface Task {
        Runnable of(Slice slice);
    }

    private static void inSlices(Partition partition, Task task) {
        for (int worker = 0; worker < WORKERS; worker++) {
            for (Slice slice : partition.slices(new Phase(List.of(), CHUNK), worker)) {
                task.of(slice).run();
            }
        }
    }

    private static float[] images(Graph graph, int channels, Means means, double noise) {
        CounterRandom random = CounterRandom.of(channels);
        int size = graph.input().shape().size();
        float[] x = new float[BATCH * size];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (means.of(i / size, i % channels) + noise * random.gaussian(i));
        }
        return x;
    }

    /** Layers for a graph without any layer of a backend. */
    private record NoLayers(ParameterOrder order) implements LinearLayers {
        NoLayers(Graph graph) {
            this(new ParameterOrder(graph));
            graph.trainable().forEach(order::placePlain);
        }

        @Override
        public long sharedBytes() {
            return 0;
        }

        @Override
        public long workerBytes() {
            return 0;
        }

        @Override
        public Bound bind(Storage storage) {
            throw new UnsupportedOperationException("a normalization binds no layers");
        }

        @Override
        public void close() {}
    }
}
