package dev.zankyo.train;

import dev.zankyo.backend.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a run computed, in little: of every step its loss and a hash of its outputs, of every epoch a digest of its weights.
 * Two runs of equal traces computed the same; where they part, the first step that differs says when. Grows with the run, on
 * the thread that trains; who wants to keep it takes a {@linkplain #copy copy}.
 */
public final class Trace {
    private float[] losses;
    private int[] outputs;
    private int steps;
    private final List<String> weights;

    /** The trace of a run that has not begun. */
    public Trace() {
        this(new float[0], new int[0], List.of());
    }

    /** Losses and hashes of outputs, one of each a step, and digests, one an epoch; not copied but for the last. */
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

    /** Makes room, so that the steps to come allocate nothing. */
    void reserve(int more) {
        if (steps + more > losses.length) {
            int room = Math.max(Math.addExact(steps, more), steps + steps / 2);
            losses = Arrays.copyOf(losses, room);
            outputs = Arrays.copyOf(outputs, room);
        }
    }

    /** The next step's loss and logits; of these the hash of {@link Arrays#hashCode(float[])}. */
    void stepEnds(float loss, float[] logits) {
        losses[steps] = loss;
        outputs[steps] = Arrays.hashCode(logits);
        steps++;
    }

    /** The weights after an epoch's last step. */
    void epochEnds(Weights after) {
        weights.add(Fingerprint.of(after));
    }

    /** Steps so far, over all epochs. */
    public int steps() {
        return steps;
    }

    /** The loss of a step, from 0. */
    public float loss(int step) {
        return losses[step];
    }

    /** The hash of a step's outputs, from 0: of {@link Arrays#hashCode(float[])}. */
    public int outputs(int step) {
        return outputs[step];
    }

    /** The {@linkplain Fingerprint#of(Weights) fingerprints} of the weights after each epoch. */
    public List<String> weights() {
        return List.copyOf(weights);
    }

    /** What it is now, whatever the run does then. */
    Trace copy() {
        return new Trace(Arrays.copyOf(losses, steps), Arrays.copyOf(outputs, steps), weights);
    }
}
