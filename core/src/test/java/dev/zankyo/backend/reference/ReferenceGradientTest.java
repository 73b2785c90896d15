package dev.zankyo.backend.reference;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Loss;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Shape;
import dev.zankyo.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of the reference's gradients against central differences of its own loss, on random graphs of every operation.
 */
class ReferenceGradientTest {
    private static final int GRAPHS = 20;
    private static final int BATCH = 3;
    private static final double STEP = 1e-4;
    private static final double RELATIVE_ERROR = 1e-6;

    /** The scale of the error of a gradient that is zero by the formula, as a fraction of the largest gradient. */
    private static final double LEAST_SHARE = 1e-3;

    record Case(int seed, Loss loss) {
        @Override
        public String toString() {
            return "seed " + seed + " " + loss;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int seed = 0; seed < GRAPHS; seed++) {
            for (Loss loss : List.of(Loss.SOFTMAX_CROSS_ENTROPY, Loss.INNER_PRODUCT)) {
                cases.add(new Case(seed, loss));
            }
        }
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gradients_matchCentralDifferences(Case gradientCase) {
        CounterRandom random = CounterRandom.of(gradientCase.seed());
        Graph graph = randomGraph(random.fork("graph"));
        float[] inputs =
                gaussians(random.fork("inputs"), BATCH * graph.input().shape().size());
        double[] targets = targets(graph, gradientCase.loss(), random.fork("targets"));
        var backend = new ReferenceBackend();
        try (var plan = backend.compileTraining(graph, TrainingSpec.of(BATCH, 1).withLoss(gradientCase.loss()))) {
            double[] parameters = plan.parameters();
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] = 0.7 * random.fork("parameters").gaussian(i);
            }
            plan.computeGradients(inputs, targets);
            double[] gradients = plan.gradients().clone();
            int[] sides = sides(graph, plan);
            double largest = Arrays.stream(gradients).map(Math::abs).max().orElse(0);
            int compared = 0;
            for (int i = 0; i < parameters.length; i++) {
                double start = parameters[i];
                double difference = 0;
                boolean smooth = true;
                // Four points: the error is of the order of STEP^4.
                double[][] stencil = {{-2, 1. / 12}, {-1, -8. / 12}, {1, 8. / 12}, {2, -1. / 12}};
                for (double[] point : stencil) {
                    parameters[i] = start + point[0] * STEP;
                    difference += point[1] / STEP * plan.computeGradients(inputs, targets);
                    // Where a ReLU or a maximum changes sides between the points, the loss has no derivative to compare
                    // with.
                    smooth &= Arrays.equals(sides, sides(graph, plan));
                }
                parameters[i] = start;
                if (smooth) {
                    compared++;
                    double allowed = RELATIVE_ERROR * Math.max(Math.abs(gradients[i]), LEAST_SHARE * largest);
                    assertTrue(
                            Math.abs(difference - gradients[i]) <= allowed,
                            gradientCase + ": " + name(graph, i) + "; expected " + difference + ", got "
                                    + gradients[i]);
                }
            }
            assertTrue(compared > 0.8 * parameters.length, "most parameters were compared: " + compared);
        }
    }

    @Test
    void randomGraphs_haveEveryOp() {
        Set<Class<?>> found = new HashSet<>();
        for (int seed = 0; seed < GRAPHS; seed++) {
            randomGraph(CounterRandom.of(seed).fork("graph"))
                    .nodes()
                    .forEach(node -> found.add(node.op().getClass()));
        }
        assertTrue(found.containsAll(Set.of(Op.class.getPermittedSubclasses())), found::toString);
    }

    /** Builds a graph from its end; each new node reads the last one, and sums may also read earlier ones. */
    private static Graph randomGraph(CounterRandom random) {
        var builder =
                new GraphBuilder(new Shape(3 + random.below(0, 3), 2 + random.below(1, 4), 1 + random.below(2, 3)));
        Node x = builder.conv2d("stem", builder.input(), 2 + random.below(3, 2), 1 + random.below(4, 3), 1);
        List<Node> earlier = new ArrayList<>(List.of(x));
        for (int i = 0; i < 6; i++) {
            CounterRandom draws = random.fork(i);
            String name = "n" + i;
            Node last = x;
            x = switch (draws.below(0, 8)) {
                case 0, 1 ->
                    builder.conv2d(
                            name,
                            x,
                            new Op.Conv2d(
                                    1 + draws.below(1, 4),
                                    1 + draws.below(2, 3),
                                    1 + draws.below(3, 3),
                                    1 + draws.below(4, 2)));
                case 2 -> builder.batchNorm(name, x, 0.9f, 1e-3f);
                case 3 -> builder.relu(name, x);
                case 5 ->
                    builder.depthwiseConv2d(
                            name,
                            x,
                            new Op.DepthwiseConv2d(
                                    1 + draws.below(2, 3), 1 + draws.below(3, 3), 1 + draws.below(4, 2)));
                case 4 ->
                    builder.maxPool(
                            name,
                            x,
                            new Op.MaxPool(1 + draws.below(2, 3), 1 + draws.below(3, 3), 1 + draws.below(4, 2)));
                default -> {
                    List<Node> summands = earlier.stream()
                            .filter(node -> node.shape().equals(last.shape()))
                            .toList();
                    yield builder.add(name, x, summands.get(draws.below(5, summands.size())));
                }
            };
            earlier.add(x);
        }
        x = random.below(5, 2) == 0 ? builder.globalAveragePool("pool", x) : x;
        return builder.build(random.below(6, 4) == 0 ? x : builder.dense("head", x, 3));
    }

    private static double[] targets(Graph graph, Loss loss, CounterRandom random) {
        int classes = graph.output().shape().size();
        double[] targets = new double[BATCH * classes];
        for (int n = 0; n < BATCH; n++) {
            double sum = 0;
            for (int i = n * classes; i < (n + 1) * classes; i++) {
                targets[i] = loss instanceof Loss.InnerProduct ? random.gaussian(i) : random.uniform(i);
                sum += targets[i];
            }
            for (int i = n * classes; i < (n + 1) * classes; i++) {
                targets[i] /= loss instanceof Loss.InnerProduct ? 1 : sum;
            }
        }
        return targets;
    }

    /**
     * Returns for each value read by a ReLU whether it passed, and for each window of a max pooling the position of its
     * maximum.
     */
    private static int[] sides(Graph graph, ReferenceTrainingPlan plan) {
        List<Integer> sides = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Op.Relu) {
                for (double x : plan.activation(node.input())) {
                    sides.add(x > 0 ? 1 : 0);
                }
            } else if (node.op() instanceof Op.MaxPool op) {
                double[] x = plan.activation(node.input());
                for (int source : new Formulas().maxPoolSources(op, node.input().shape(), node.shape(), BATCH, x)) {
                    sides.add(source);
                }
            }
        }
        int[] array = new int[sides.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = sides.get(i);
        }
        return array;
    }

    private static float[] gaussians(CounterRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.gaussian(i);
        }
        return values;
    }

    private static String name(Graph graph, int index) {
        for (Parameter p : graph.trainable()) {
            if (index < p.end()) {
                return p.name() + "[" + (index - p.offset()) + "]";
            }
        }
        throw new IndexOutOfBoundsException(index);
    }
}
