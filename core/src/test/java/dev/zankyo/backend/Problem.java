package dev.zankyo.backend;

import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.random.CounterRandom;

/**
 * A graph with a state and a batch. All numbers are a function of the name.
 *
 * <p>If every operation maps integers to integers, the numbers are small integers: float32 is then exact in any order
 * of summation, and results are compared for equality. Otherwise they are real. No ReLU reads a value so close to zero,
 * and no maximum is so close to another element, that rounding could select the other side.
 *
 * @param name a name for people, and the seed
 * @param targets the gradient with respect to the output: a problem's loss is {@link Loss#INNER_PRODUCT}
 * @param exact whether all numbers are integers small enough for float32 to be exact
 */
public record Problem(
        String name, Graph graph, int batch, TrainingState state, float[] inputs, float[] targets, boolean exact) {

    /** The distance from a kink below which float32 may select the other side. */
    private static final double KINK_DISTANCE = 1e-5;

    private static final int ATTEMPTS = 100;

    /** Returns a state and a batch for the graph. */
    public static Problem of(String name, Graph graph, int batch) {
        CounterRandom random = CounterRandom.of(1).fork(name);
        boolean exact = graph.nodes().stream().allMatch(node -> mapsIntegersToIntegers(node.op()));
        if (exact) {
            return new Problem(
                    name,
                    graph,
                    batch,
                    integerState(graph, random),
                    integers(
                            random.fork("inputs"), batch * graph.input().shape().size(), 2),
                    integers(
                            random.fork("targets"),
                            batch * graph.output().shape().size(),
                            2),
                    true);
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Problem problem = real(name, graph, batch, random.fork(attempt));
            if (problem.kinkDistance() >= KINK_DISTANCE) {
                return problem;
            }
        }
        throw new IllegalArgumentException(
                name + ": every attempt came too close to a kink of a ReLU or a maximum (make it smaller)");
    }

    /**
     * Returns this problem with all numbers rounded to a precision, so that only a backend's own rounding differs. The
     * moving statistics are float32 in every precision.
     */
    Problem in(Precision precision) {
        Weights weights = state.weights();
        var rounded = new Weights(rounded(weights.parameters(), precision), weights.movingStatistics());
        return new Problem(
                name,
                graph,
                batch,
                TrainingState.initial(rounded),
                rounded(inputs, precision),
                rounded(targets, precision),
                exact);
    }

    /** Returns the nearest numbers of a precision; ties go to the number whose last bit is 0. */
    static float[] rounded(float[] values, Precision precision) {
        float[] rounded = values.clone();
        if (precision == Precision.BFLOAT16) {
            for (int i = 0; i < values.length; i++) {
                int bits = Float.floatToRawIntBits(values[i]);
                rounded[i] = Float.intBitsToFloat(bits + 0x7fff + (bits >>> 16 & 1) & 0xffff0000);
            }
        }
        return rounded;
    }

    /** Compiles a plan and loads the problem's state. */
    public TrainingPlan compileTraining(ComputeBackend backend, int threads) {
        TrainingPlan plan =
                backend.compileTraining(graph, TrainingSpec.of(batch, threads).withLoss(Loss.INNER_PRODUCT));
        plan.load(state);
        return plan;
    }

    /** Compiles a plan and loads the problem's weights. */
    public InferencePlan compileInference(ComputeBackend backend, int threads) {
        InferencePlan plan = backend.compileInference(graph, InferenceSpec.of(batch, threads));
        plan.load(state.weights());
        return plan;
    }

    /** Returns the outputs of a new inference plan. */
    float[] infer(ComputeBackend backend, int threads) {
        try (InferencePlan plan = compileInference(backend, threads)) {
            float[] outputs = new float[outputSize()];
            plan.run(inputs, outputs);
            return outputs;
        }
    }

    void assertOutputs(float[] expected, float[] actual, Bounds bounds) {
        if (exact && bounds.integers() == 0) {
            Closeness.assertEqual(name + ": outputs", expected, actual);
        } else {
            Closeness.assertClose(name + ": outputs", expected, actual, exact ? bounds.integers() : bounds.tensor());
        }
    }

    /** Returns the number of output elements of the whole batch. */
    public int outputSize() {
        return batch * graph.output().shape().size();
    }

    private static boolean mapsIntegersToIntegers(Op op) {
        return switch (op) {
            case Op.Input i -> true;
            case Op.Conv2d c -> true;
            case Op.DepthwiseConv2d c -> true;
            case Op.Relu r -> true;
            case Op.MaxPool p -> true;
            case Op.Add a -> true;
            case Op.Dense d -> true;
            case Op.BatchNorm b -> false;
            case Op.GlobalAveragePool p -> false;
        };
    }

    private double kinkDistance() {
        try (var plan = new ReferenceBackend()
                .compileTraining(graph, TrainingSpec.of(batch, 1).withLoss(Loss.INNER_PRODUCT))) {
            plan.load(state);
            plan.forward(inputs, targets);
            return plan.kinkDistance();
        }
    }

    private static Problem real(String name, Graph graph, int batch, CounterRandom random) {
        float[] inputs =
                gaussians(random.fork("inputs"), batch * graph.input().shape().size());
        float[] targets =
                gaussians(random.fork("targets"), batch * graph.output().shape().size());
        return new Problem(name, graph, batch, realState(graph, random), inputs, targets, false);
    }

    /** Returns weights scaled by their fan-in; all other numbers are such that no term of a formula vanishes. */
    static TrainingState realState(Graph graph, CounterRandom random) {
        Weights weights = Weights.zeros(graph);
        for (Parameter p : graph.trainable()) {
            CounterRandom draws = random.fork(p.name());
            double scale = p.role() == Parameter.Role.WEIGHT ? Math.sqrt(2.0 / p.fanIn()) : 0.5;
            double centre = p.role() == Parameter.Role.GAMMA ? 1 : 0;
            fill(weights.parameters(), p, i -> (float) (centre + scale * draws.gaussian(i)));
        }
        for (Parameter p : graph.movingStatistics()) {
            CounterRandom draws = random.fork(p.name());
            boolean variance = p.role() == Parameter.Role.MOVING_VARIANCE;
            fill(weights.movingStatistics(), p, i -> (float) (variance ? draws.uniform(i, 0.5, 2) : draws.gaussian(i)));
        }
        return TrainingState.initial(weights);
    }

    private static TrainingState integerState(Graph graph, CounterRandom random) {
        Weights weights = Weights.zeros(graph);
        for (Parameter p : graph.trainable()) {
            CounterRandom draws = random.fork(p.name());
            int bound = p.role() == Parameter.Role.WEIGHT ? 2 : 3;
            fill(weights.parameters(), p, i -> integer(draws, i, bound));
        }
        return TrainingState.initial(weights);
    }

    static float[] gaussians(CounterRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.gaussian(i);
        }
        return values;
    }

    /** Returns an integer in -bound .. bound except 0, which would hide its factor. */
    private static float integer(CounterRandom random, int i, int bound) {
        int magnitude = 1 + random.below(i, bound);
        return random.fork("sign").below(i, 2) == 0 ? magnitude : -magnitude;
    }

    private static float[] integers(CounterRandom random, int size, int bound) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = integer(random, i, bound);
        }
        return values;
    }

    private interface Values {
        float at(int index);
    }

    private static void fill(float[] vector, Parameter parameter, Values values) {
        for (int i = 0; i < parameter.size(); i++) {
            vector[parameter.offset() + i] = values.at(i);
        }
    }
}
