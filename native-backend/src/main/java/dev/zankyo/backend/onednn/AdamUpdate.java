package dev.zankyo.backend.onednn;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.zankyo.backend.Adam;
import java.lang.foreign.MemorySegment;

/**
 * Adam over flat vectors in native memory. The numbers pass through small arrays, block by block: HotSpot turns a loop over
 * arrays into vector instructions, one over several memory segments not, since it cannot tell that they do not overlap.
 */
final class AdamUpdate {
    /** Floats a block; four of them stay in the first-level cache. */
    private static final int BLOCK = 1024;

    private final Adam adam;
    private final float[] w = new float[BLOCK];
    private final float[] g = new float[BLOCK];
    private final float[] m = new float[BLOCK];
    private final float[] v = new float[BLOCK];

    AdamUpdate(Adam adam) {
        this.adam = adam;
    }

    /** Step t, the first being 1; the segments have one length. */
    void apply(
            float learningRate,
            long t,
            MemorySegment values,
            MemorySegment gradients,
            MemorySegment firstMoments,
            MemorySegment secondMoments) {
        float alpha = (float) adam.stepSize(learningRate, t);
        long size = values.byteSize() / Float.BYTES;
        for (long from = 0; from < size; from += BLOCK) {
            int count = (int) Math.min(BLOCK, size - from);
            long offset = from * Float.BYTES;
            MemorySegment.copy(values, JAVA_FLOAT, offset, w, 0, count);
            MemorySegment.copy(gradients, JAVA_FLOAT, offset, g, 0, count);
            MemorySegment.copy(firstMoments, JAVA_FLOAT, offset, m, 0, count);
            MemorySegment.copy(secondMoments, JAVA_FLOAT, offset, v, 0, count);
            update(count, alpha);
            MemorySegment.copy(w, 0, values, JAVA_FLOAT, offset, count);
            MemorySegment.copy(m, 0, firstMoments, JAVA_FLOAT, offset, count);
            MemorySegment.copy(v, 0, secondMoments, JAVA_FLOAT, offset, count);
        }
    }

    private void update(int count, float alpha) {
        float c1 = (float) (1 - adam.beta1());
        float c2 = (float) (1 - adam.beta2());
        float epsilon = (float) adam.epsilon();
        for (int i = 0; i < count; i++) {
            m[i] += (g[i] - m[i]) * c1;
            v[i] += (g[i] * g[i] - v[i]) * c2;
            w[i] -= alpha * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
        }
    }
}
