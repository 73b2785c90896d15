package dev.zankyo.benchmarks.peers;

import dev.zankyo.backend.Backends;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.io.Safetensors;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values that every contestant must compute: the losses of the first training steps and the logits of a batch. The
 * backend {@code java} computes them in float32, once for a run. Each contestant's process reads them.
 *
 * <p>A loss may differ from the expected one by a relative error of 0.001 in float32 and 0.05 in bfloat16. The squared
 * error of the logits, divided by the sum of their squares, may be 1e-8 in float32 and 1e-2 in bfloat16.
 *
 * <p>Inference uses the statistics of one batch as moving statistics, so that activations are as large as in a trained
 * network.
 */
record Expectation(Map<String, float[]> vectors) {
    private static final String OURS = "java";
    private static final int STEPS = 3;
    private static final int STATISTICS_BATCH = 16;
    private static final String STATISTICS = "moving_statistics";

    private static double lossTolerance(Case what) {
        return what.precision().equals(Case.FLOAT32) ? 1e-3 : 5e-2;
    }

    private static double logitsTolerance(Case what) {
        return what.precision().equals(Case.FLOAT32) ? 1e-8 : 1e-2;
    }

    /** Computes the expected values of all cases. */
    static Expectation of(Problem problem, Set<Case> cases) {
        Map<String, float[]> vectors = new LinkedHashMap<>();
        Expectation expectation = new Expectation(vectors);
        vectors.put(STATISTICS, movingStatistics(problem));
        for (Case what : cases) {
            vectors.computeIfAbsent(key(what), key -> expectation.compute(problem, what));
        }
        return expectation;
    }

    private static String key(Case what) {
        return what.mode() + ".batch" + what.batchSize();
    }

    private static float[] movingStatistics(Problem problem) {
        TrainingSpec spec = TrainingSpec.of(STATISTICS_BATCH, 1);
        try (TrainingPlan plan =
                Backends.select(OURS).backend().compileTraining(problem.graph().withMomentum(0), spec)) {
            plan.load(TrainingState.initial(problem.initialWeights()));
            Problem.Batch batch = problem.batches(STATISTICS_BATCH).get(0);
            plan.forward(batch.inputs(), batch.targets());
            return plan.snapshot().weights().movingStatistics();
        }
    }

    private float[] compute(Problem problem, Case what) {
        Contestant ours = ZankyoContestant.of(OURS);
        Case exact = new Case(what.mode(), what.batchSize(), what.threads(), Case.FLOAT32);
        switch (what.mode()) {
            case TRAINING -> {
                try (var training = ours.training(problem.graph(), problem.initialWeights(), exact)) {
                    return losses(problem, what, training);
                }
            }
            case INFERENCE -> {
                try (var inference = ours.inference(problem.graph(), trainedWeights(problem), exact)) {
                    return logits(problem, what, inference);
                }
            }
        }
        throw new IllegalStateException(what.mode() + ": is not handled");
    }

    /** Returns the weights for inference: the initial weights, with a batch's statistics as moving statistics. */
    Weights trainedWeights(Problem problem) {
        return new Weights(problem.initialWeights().parameters(), vectors.get(STATISTICS));
    }

    /** Trains for the first steps and throws if a loss is not the expected one. */
    void check(Problem problem, Case what, Contestant.Training training) {
        float[] expected = vectors.get(key(what));
        float[] actual = losses(problem, what, training);
        for (int i = 0; i < STEPS; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= lossTolerance(what) * Math.abs(expected[i]))) {
                throw new IllegalStateException(what + ": loss of step " + (i + 1) + " must be ours within a share of "
                        + lossTolerance(what) + "; expected " + expected[i] + ", got " + actual[i]);
            }
        }
    }

    /** Predicts a batch and throws if the logits are not the expected ones. */
    void check(Problem problem, Case what, Contestant.Inference inference) {
        float[] expected = vectors.get(key(what));
        float[] actual = logits(problem, what, inference);
        double error = 0;
        double energy = 0;
        for (int i = 0; i < expected.length; i++) {
            error += Math.pow(actual[i] - expected[i], 2);
            energy += Math.pow(expected[i], 2);
        }
        if (!(error <= logitsTolerance(what) * energy)) {
            throw new IllegalStateException(what + ": normalised error of the logits must be at most "
                    + logitsTolerance(what) + "; got " + error / energy);
        }
    }

    private static float[] losses(Problem problem, Case what, Contestant.Training training) {
        List<Problem.Batch> batches = problem.batches(what.batchSize());
        float[] losses = new float[STEPS];
        for (int i = 0; i < STEPS; i++) {
            Problem.Batch batch = batches.get(i % batches.size());
            losses[i] = training.step(batch.inputs(), batch.targets(), Problem.LEARNING_RATE);
        }
        return losses;
    }

    private static float[] logits(Problem problem, Case what, Contestant.Inference inference) {
        Problem.Batch batch = problem.batches(what.batchSize()).get(0);
        float[] logits = new float[batch.targets().length];
        inference.run(batch.inputs(), logits);
        return logits;
    }

    void write(Path file) {
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        vectors.forEach((name, values) ->
                tensors.put(name, new Safetensors.Tensor(List.of(values.length), FloatBuffer.wrap(values))));
        new Safetensors(Map.of(), tensors).write(file);
    }

    static Expectation read(Path file) {
        Map<String, float[]> vectors = new LinkedHashMap<>();
        Safetensors.read(file).tensors().forEach((name, tensor) -> {
            float[] values = new float[tensor.shape().get(0)];
            tensor.floats().get(values);
            vectors.put(name, values);
        });
        return new Expectation(vectors);
    }
}
