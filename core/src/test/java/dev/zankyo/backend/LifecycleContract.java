package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that open, describe, misuse and close plans. */
abstract class LifecycleContract extends Contract {
    private static final Graph GRAPH = Topology.WHOLE_NETWORK.graph();
    private static final int BATCH = 2;
    private static final int INPUTS = BATCH * GRAPH.input().shape().size();
    private static final int OUTPUTS = BATCH * GRAPH.output().shape().size();
    private static final int PARAMETERS = GRAPH.trainableSize();
    private static final int STATISTICS = GRAPH.movingStatisticsSize();

    record TrainingCall(String name, Consumer<TrainingPlan> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    record InferenceCall(String name, Consumer<InferencePlan> call) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<TrainingCall> trainingCalls() {
        return List.of(
                new TrainingCall("load", p -> p.load(TrainingState.initial(Weights.zeros(GRAPH)))),
                new TrainingCall("snapshot", TrainingPlan::snapshot),
                new TrainingCall("forward", p -> p.forward(new float[INPUTS], new float[OUTPUTS])),
                new TrainingCall("computeGradients", p -> p.computeGradients(new float[INPUTS], new float[OUTPUTS])),
                new TrainingCall("readOutputs", p -> p.readOutputs(new float[OUTPUTS])),
                new TrainingCall("readGradients", p -> p.readGradients(new float[PARAMETERS])),
                new TrainingCall("writeGradients", p -> p.writeGradients(new float[PARAMETERS])),
                new TrainingCall("update", p -> p.update(0.1f)),
                new TrainingCall("describe", TrainingPlan::describe),
                new TrainingCall("memoryBytes", TrainingPlan::memoryBytes));
    }

    static List<InferenceCall> inferenceCalls() {
        return List.of(
                new InferenceCall("load", p -> p.load(Weights.zeros(GRAPH))),
                new InferenceCall("run", p -> p.run(new float[INPUTS], new float[OUTPUTS])),
                new InferenceCall("describe", InferencePlan::describe),
                new InferenceCall("memoryBytes", InferencePlan::memoryBytes));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trainingCalls")
    void closedTrainingPlan_refuses(TrainingCall method) {
        TrainingPlan plan = training();
        method.call().accept(plan);
        plan.close();
        assertThrows(IllegalStateException.class, () -> method.call().accept(plan));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inferenceCalls")
    void closedInferencePlan_refuses(InferenceCall method) {
        InferencePlan plan = inference();
        method.call().accept(plan);
        plan.close();
        assertThrows(IllegalStateException.class, () -> method.call().accept(plan));
    }

    @Test
    void close_canBeRepeated() {
        TrainingPlan training = training();
        training.close();
        assertDoesNotThrow(training::close);
        InferencePlan inference = inference();
        inference.close();
        assertDoesNotThrow(inference::close);
    }

    @Test
    void closingAPlan_leavesOthersOpen() {
        try (TrainingPlan kept = training()) {
            training().close();
            inference().close();
            trainingCalls().forEach(method -> method.call().accept(kept));
        }
    }

    /** A call with one array of {@code length} floats where {@code right} floats are needed. */
    record ArrayArgument(String name, int right, BiConsumer<TrainingPlan, float[]> call, int length) {
        @Override
        public String toString() {
            return name + " of " + length + " instead of " + right;
        }
    }

    static List<ArrayArgument> wrongArrays() {
        List<ArrayArgument> wrong = new ArrayList<>();
        wrong(wrong, "forward inputs", INPUTS, (p, a) -> p.forward(a, new float[OUTPUTS]));
        wrong(wrong, "forward targets", OUTPUTS, (p, a) -> p.forward(new float[INPUTS], a));
        wrong(wrong, "computeGradients inputs", INPUTS, (p, a) -> p.computeGradients(a, new float[OUTPUTS]));
        wrong(wrong, "computeGradients targets", OUTPUTS, (p, a) -> p.computeGradients(new float[INPUTS], a));
        wrong(wrong, "readOutputs", OUTPUTS, TrainingPlan::readOutputs);
        wrong(wrong, "readGradients", PARAMETERS, TrainingPlan::readGradients);
        wrong(wrong, "writeGradients", PARAMETERS, TrainingPlan::writeGradients);
        float[] p = new float[PARAMETERS];
        float[] s = new float[STATISTICS];
        wrong(wrong, "load parameters", PARAMETERS, (plan, a) -> plan.load(state(a, s, p, p)));
        wrong(wrong, "load statistics", STATISTICS, (plan, a) -> plan.load(state(p, a, p, p)));
        wrong(wrong, "load first moment", PARAMETERS, (plan, a) -> plan.load(state(p, s, a, p)));
        wrong(wrong, "load second moment", PARAMETERS, (plan, a) -> plan.load(state(p, s, p, a)));
        return wrong;
    }

    private static void wrong(
            List<ArrayArgument> wrong, String name, int right, BiConsumer<TrainingPlan, float[]> call) {
        for (int length : new int[] {0, right - 1, right + 1}) {
            wrong.add(new ArrayArgument(name, right, call, length));
        }
    }

    private static TrainingState state(float[] parameters, float[] statistics, float[] m, float[] v) {
        return new TrainingState(0, new Weights(parameters, statistics), m, v);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongArrays")
    void arrayOfWrongLength_isRefused_andChangesNothing(ArrayArgument argument) {
        Problem problem = Problem.of("wrong lengths", GRAPH, BATCH);
        try (TrainingPlan plan = problem.compileTraining(backend(), 1)) {
            Outcome before = Outcome.of(problem, plan);
            float[] array = new float[argument.length()];
            assertThrows(IllegalArgumentException.class, () -> argument.call().accept(plan, array));
            Outcome.assertSameState("after the refusal", before.after(), plan.snapshot());
        }
    }

    @Test
    void inferenceArraysOfWrongLength_areRefused() {
        try (InferencePlan plan = inference()) {
            for (int d : new int[] {-1, 1}) {
                assertRefused(() -> plan.run(new float[INPUTS + d], new float[OUTPUTS]));
                assertRefused(() -> plan.run(new float[INPUTS], new float[OUTPUTS + d]));
                assertRefused(() -> plan.load(new Weights(new float[PARAMETERS + d], new float[STATISTICS])));
                assertRefused(() -> plan.load(new Weights(new float[PARAMETERS], new float[STATISTICS + d])));
            }
        }
    }

    @Test
    void negativeStep_isRefused() {
        try (TrainingPlan plan = training()) {
            float[] p = new float[PARAMETERS];
            assertRefused(() -> plan.load(new TrainingState(-1, new Weights(p, new float[STATISTICS]), p, p)));
        }
    }

    @Test
    void describe_namesEveryNodeWithParameters() {
        try (TrainingPlan training = training();
                InferencePlan inference = inference()) {
            for (Node node : GRAPH.nodes()) {
                if (!node.parameters().isEmpty()) {
                    assertTrue(training.describe().contains(node.name()), "training: " + node.name());
                    assertTrue(inference.describe().contains(node.name()), "inference: " + node.name());
                }
            }
        }
    }

    @Test
    void memoryBytes_isAtLeastTheParameters() {
        try (TrainingPlan training = training();
                InferencePlan inference = inference()) {
            // Training holds weights, two moments and gradients; inference holds only weights.
            assertTrue(training.memoryBytes() >= 4L * Float.BYTES * PARAMETERS);
            assertTrue(inference.memoryBytes() >= (long) Float.BYTES * PARAMETERS);
        }
    }

    @Test
    void backend_isAvailable_andSaysSoEveryTime() {
        assertInstanceOf(Availability.Available.class, backend().availability());
        assertEquals(backend().availability(), backend().availability());
    }

    @Test
    void name_isLowerCaseAndNotAuto() {
        assertTrue(backend().name().matches("[a-z0-9-]+"), backend().name());
        assertFalse(backend().name().equals(Backends.AUTO));
    }

    /** Returns a plan that has outputs and gradients to read. */
    private TrainingPlan training() {
        TrainingPlan plan = backend().compileTraining(GRAPH, TrainingSpec.of(BATCH, 2));
        plan.computeGradients(new float[INPUTS], new float[OUTPUTS]);
        return plan;
    }

    private InferencePlan inference() {
        return backend().compileInference(GRAPH, InferenceSpec.of(BATCH, 2));
    }

    private static void assertRefused(Runnable call) {
        assertThrows(IllegalArgumentException.class, call::run);
    }
}
