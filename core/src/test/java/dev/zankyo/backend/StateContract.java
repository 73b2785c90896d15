package dev.zankyo.backend;

import static dev.zankyo.backend.Closeness.assertSameBits;
import static dev.zankyo.backend.Outcome.assertSameState;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.graph.Graph;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Tests of a plan's state: it is copied in and out bit for bit, belongs to one plan only, and the caller keeps its
 * arrays.
 */
abstract class StateContract extends Contract {
    private static final Graph GRAPH = Topology.WHOLE_NETWORK.graph();
    private final Problem problem = Problem.of("state", GRAPH, 3);

    @Test
    void loadThenSnapshot_returnsTheSameBits() {
        try (TrainingPlan plan = problem.compileTraining(backend(), 2)) {
            TrainingState state = anyState();
            plan.load(state);
            assertSameState("round trip", state, plan.snapshot());
        }
    }

    @Test
    void state_movesBetweenBatchSizes() {
        TrainingState trained = trained(backend());
        try (TrainingPlan other = backend().compileTraining(GRAPH, TrainingSpec.of(5, 1))) {
            other.load(trained);
            assertSameState("another batch size", trained, other.snapshot());
        }
    }

    @Test
    void state_movesToAnotherBackendAndBack() {
        for (TrainingState state :
                new TrainingState[] {anyState(), trained(backend()), trained(new ReferenceBackend())}) {
            TrainingState there = through(new ReferenceBackend(), through(backend(), state));
            assertSameState("to the reference", state, there);
            assertSameState("and back", state, through(backend(), there));
        }
    }

    @Test
    void trainedState_continuesElsewhereAsHere() {
        try (TrainingPlan here = problem.compileTraining(backend(), 1);
                TrainingPlan elsewhere = problem.compileTraining(backend(), 1)) {
            Outcome.of(problem, here);
            here.update(0.01f);
            elsewhere.load(here.snapshot());
            Outcome.of(problem, elsewhere).assertMatches(problem, Outcome.of(problem, here), bounds());
        }
    }

    @Test
    void trainedWeights_inferAsOnTheReference() {
        Weights weights = trained(backend()).weights();
        float[] expected = new float[problem.outputSize()];
        float[] actual = new float[problem.outputSize()];
        try (InferencePlan plan = problem.compileInference(backend(), 2);
                InferencePlan reference = problem.compileInference(new ReferenceBackend(), 1)) {
            plan.load(weights);
            plan.run(problem.inputs(), actual);
            reference.load(weights);
            reference.run(problem.inputs(), expected);
        }
        problem.assertOutputs(expected, actual, bounds());
    }

    @Test
    void loadedArrays_areNotKept() {
        try (TrainingPlan plan = problem.compileTraining(backend(), 1)) {
            TrainingState state = anyState();
            plan.load(state);
            scribble(state);
            assertSameState("after the caller wrote to its arrays", anyState(), plan.snapshot());
        }
    }

    @Test
    void snapshotArrays_areTheCallers() {
        try (TrainingPlan plan = problem.compileTraining(backend(), 1)) {
            plan.load(anyState());
            scribble(plan.snapshot());
            assertSameState("after the caller wrote to a snapshot", anyState(), plan.snapshot());
            TrainingState before = plan.snapshot();
            plan.computeGradients(problem.inputs(), problem.targets());
            plan.update(0.1f);
            plan.snapshot();
            assertSameState("a snapshot taken before a step", anyState(), before);
        }
    }

    @Test
    void inferenceWeights_areNotKept() {
        float[] expected = problem.infer(backend(), 1);
        float[] actual = new float[problem.outputSize()];
        Weights weights = problem.state().weights().copy();
        try (InferencePlan plan = problem.compileInference(backend(), 1)) {
            plan.load(weights);
            Arrays.fill(weights.parameters(), Float.NaN);
            Arrays.fill(weights.movingStatistics(), Float.NaN);
            plan.run(problem.inputs(), actual);
        }
        assertSameBits("outputs", expected, actual);
    }

    @Test
    void batchArrays_areReadDuringTheCallOnly_andNotWritten() {
        Outcome expected = Outcome.of(problem, backend(), 1);
        float[] inputs = problem.inputs().clone();
        float[] targets = problem.targets().clone();
        float[] gradients = new float[GRAPH.trainableSize()];
        float[] outputs = new float[problem.outputSize()];
        try (TrainingPlan plan = problem.compileTraining(backend(), 1)) {
            plan.computeGradients(inputs, targets);
            assertSameBits("inputs", problem.inputs(), inputs);
            assertSameBits("targets", problem.targets(), targets);
            Arrays.fill(inputs, Float.NaN);
            Arrays.fill(targets, Float.NaN);
            plan.readGradients(gradients);
            plan.readOutputs(outputs);
        }
        assertSameBits("gradients", expected.gradients(), gradients);
        assertSameBits("outputs", expected.outputs(), outputs);
    }

    @Test
    void writtenGradients_areNotKept() {
        float[] written = Problem.gaussians(CounterRandom.of(3), GRAPH.trainableSize());
        float[] expected = written.clone();
        float[] read = new float[written.length];
        try (TrainingPlan plan = problem.compileTraining(backend(), 1)) {
            plan.writeGradients(written);
            Arrays.fill(written, Float.NaN);
            plan.readGradients(read);
            assertSameBits("gradients", expected, read);
            Arrays.fill(read, Float.NaN);
            plan.readGradients(read);
            assertSameBits("gradients", expected, read);
        }
    }

    @Test
    void plansOpenAtOnce_doNotShareAnything() {
        Problem other = Problem.of("another state", GRAPH, 3);
        Outcome alone = Outcome.of(problem, backend(), 2);
        Outcome otherAlone = Outcome.of(other, backend(), 2);
        try (TrainingPlan plan = problem.compileTraining(backend(), 2);
                TrainingPlan second = other.compileTraining(backend(), 2);
                InferencePlan inference = other.compileInference(backend(), 2)) {
            plan.computeGradients(problem.inputs(), problem.targets());
            float[] outputs = new float[problem.outputSize()];
            float[] gradients = new float[GRAPH.trainableSize()];
            Outcome.of(other, second).assertSame("the second plan", otherAlone);
            inference.run(other.inputs(), outputs);
            plan.readOutputs(outputs);
            plan.readGradients(gradients);
            assertSameBits("outputs of the first plan", alone.outputs(), outputs);
            assertSameBits("gradients of the first plan", alone.gradients(), gradients);
            assertSameState("the first plan", alone.after(), plan.snapshot());
        }
    }

    @Test
    void newPlan_beginsAtZero() {
        try (TrainingPlan plan = backend().compileTraining(GRAPH, TrainingSpec.of(2, 1))) {
            assertSameState("new", TrainingState.initial(Weights.zeros(GRAPH)), plan.snapshot());
        }
    }

    @Test
    void graphWithoutParameters_hasAnEmptyState() {
        Graph graph = OpCase.parse("relu ic3 h2w2 n2").graph();
        try (TrainingPlan plan = backend().compileTraining(graph, TrainingSpec.of(2, 1))) {
            plan.load(TrainingState.initial(Weights.zeros(graph)));
            plan.readGradients(new float[0]);
            plan.update(0.1f);
            assertEquals(1, plan.snapshot().step());
        }
    }

    private TrainingState trained(ComputeBackend backend) {
        try (TrainingPlan plan = problem.compileTraining(backend, 2)) {
            for (int step = 0; step < 3; step++) {
                plan.computeGradients(problem.inputs(), problem.targets());
                plan.update(0.01f);
            }
            return plan.snapshot();
        }
    }

    private TrainingState through(ComputeBackend backend, TrainingState state) {
        try (TrainingPlan plan = backend.compileTraining(GRAPH, TrainingSpec.of(2, 1))) {
            plan.load(state);
            return plan.snapshot();
        }
    }

    /**
     * Returns a state whose elements all differ, with floats that arithmetic would change: -0, subnormals, extremes.
     */
    private static TrainingState anyState() {
        TrainingState state = new TrainingState(
                5_000_000_000L,
                Problem.realState(GRAPH, CounterRandom.of(7)).weights(),
                Problem.gaussians(CounterRandom.of(8), GRAPH.trainableSize()),
                Problem.gaussians(CounterRandom.of(9), GRAPH.trainableSize()));
        for (float[] vector : vectors(state)) {
            vector[0] = -0f;
            vector[1] = Float.MIN_VALUE;
            vector[2] = -Float.MIN_NORMAL / 3;
            vector[3] = Float.MAX_VALUE;
        }
        return state;
    }

    private static void scribble(TrainingState state) {
        for (float[] vector : vectors(state)) {
            Arrays.fill(vector, 42);
        }
    }

    private static float[][] vectors(TrainingState state) {
        return new float[][] {
            state.weights().parameters(), state.weights().movingStatistics(), state.firstMoment(), state.secondMoment()
        };
    }
}
