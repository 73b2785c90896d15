package dev.zankyo.backend;

import static dev.zankyo.backend.Closeness.assertClose;
import static dev.zankyo.backend.Closeness.assertEqual;
import static dev.zankyo.backend.Closeness.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The visible results of one call of {@link TrainingPlan#computeGradients}. */
record Outcome(float loss, float[] outputs, float[] gradients, TrainingState after) {

    /** Computes the problem on a new plan. */
    static Outcome of(Problem problem, ComputeBackend backend, int threads) {
        try (TrainingPlan plan = problem.compileTraining(backend, threads)) {
            return of(problem, plan);
        }
    }

    /** Computes one batch on a plan that already has a state. */
    static Outcome of(Problem problem, TrainingPlan plan) {
        float loss = plan.computeGradients(problem.inputs(), problem.targets());
        float[] outputs = new float[problem.outputSize()];
        plan.readOutputs(outputs);
        float[] gradients = new float[problem.graph().trainableSize()];
        plan.readGradients(gradients);
        return new Outcome(loss, outputs, gradients, plan.snapshot());
    }

    void assertMatches(Problem problem, Outcome expected, Bounds bounds) {
        String name = problem.name();
        problem.assertOutputs(expected.outputs, outputs, bounds);
        if (problem.exact() && bounds.integers() == 0) {
            assertEqual(name + ": gradients", expected.gradients, gradients);
        } else {
            Bounds allowed = problem.exact() ? bounds.ofIntegers() : bounds;
            assertClose(
                    name + ": gradient of",
                    problem.graph().trainable(),
                    expected.gradients,
                    gradients,
                    allowed.gradient(),
                    allowed.leastShare());
        }
        assertClose(
                name + ": statistic",
                problem.graph().movingStatistics(),
                expected.after.weights().movingStatistics(),
                after.weights().movingStatistics(),
                bounds.tensor(),
                bounds.leastShare());
        double terms = 0;
        for (int i = 0; i < expected.outputs.length; i++) {
            terms += Math.abs((double) expected.outputs[i] * problem.targets()[i]);
        }
        double error = Math.abs(loss - (double) expected.loss);
        assertTrue(error <= bounds.loss() * terms, name + ": loss; expected " + expected.loss + ", got " + loss);
    }

    void assertSame(String what, Outcome expected) {
        assertEquals(Float.floatToRawIntBits(expected.loss), Float.floatToRawIntBits(loss), what + ": loss");
        assertSameBits(what + ": outputs", expected.outputs, outputs);
        assertSameBits(what + ": gradients", expected.gradients, gradients);
        assertSameState(what, expected.after, after);
    }

    static void assertSameState(String what, TrainingState expected, TrainingState actual) {
        assertEquals(expected.step(), actual.step(), what + ": step");
        assertSameBits(
                what + ": parameters",
                expected.weights().parameters(),
                actual.weights().parameters());
        assertSameBits(
                what + ": moving statistics",
                expected.weights().movingStatistics(),
                actual.weights().movingStatistics());
        assertSameBits(what + ": first moment", expected.firstMoment(), actual.firstMoment());
        assertSameBits(what + ": second moment", expected.secondMoment(), actual.secondMoment());
    }
}
