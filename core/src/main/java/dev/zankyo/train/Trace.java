package dev.zankyo.train;

import dev.zankyo.backend.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A compact record of what a run computed: the loss and a hash of the outputs of every step, and a digest of the
 * weights after every epoch. Runs with equal traces computed the same; otherwise the first different step shows where
 * they begin to differ. The training thread extends the trace; {@linkplain #copy copy} it to keep it.
 */
public final class Trace {
    private float[] losses;
    private int[] outputs;
    private int steps;
    private final List<String> weights;

    /** Creates the trace of a run that has not started. */
    public Trace() {
        this(new float[0], new int[0], List.of());
    }

    /**
     * Creates a trace from losses and output hashes, one per step, and weight digests, one per epoch. Only the digests
     * are copied.
     */
    public Trace(float[] losses, int[] outputs, List<String> weights) {
        if (losses.length != outputs.length) {
            throw new IllegalArgumentException("trace: each step must have a loss and a hash; got " + losses.length
                    + " losses and " + outputs.length + " hashes");
        }
        this.losses = losses;
        this.outputs = outputs;
        this.steps = losses.length;
        this.weights = new ArrayList<>(weights);
    }

    /** Reserves room for {@code more} steps, so that they allocate nothing. */
    void reserve(int more) {
        if (steps + more > losses.length) {
            int room = Math.max(Math.addExact(steps, more), steps + steps / 2);
            losses = Arrays.copyOf(losses, room);
            outputs = Arrays.copyOf(outputs, room);
        }
    }

    /** Adds a step: its loss and the {@link Arrays#hashCode(float[])} of its logits. */
    void stepEnds(float loss, float[] logits) {
        losses[steps] = loss;
        outputs[steps] = Arrays.hashCode(logits);
        steps++;
    }

    /** Adds the weights after an epoch's last step. */
    void epochEnds(Weights after) {
        weights.add(Fingerprint.of(after));
    }

    /** Returns the number of steps so far, over all epochs. */
    public int steps() {
        return steps;
    }

    /** Returns the loss of a step, counted from 0. */
    public float loss(int step) {
        return losses[step];
    }

    /** Returns the {@link Arrays#hashCode(float[])} of the outputs of a step, counted from 0. */
    public int outputs(int step) {
        return outputs[step];
    }

    /** Returns the {@linkplain Fingerprint#of(Weights) fingerprints} of the weights after each epoch. */
    public List<String> weights() {
        return List.copyOf(weights);
    }

    /** Returns a copy that does not change with the run. */
    Trace copy() {
        return new Trace(Arrays.copyOf(losses, steps), Arrays.copyOf(outputs, steps), weights);
    }
}
