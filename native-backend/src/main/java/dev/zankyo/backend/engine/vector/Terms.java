package dev.zankyo.backend.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The terms that the kernels' loops share. They receive and return vectors, so they must be inlined. The kernels must
 * not be inlined: each is compiled separately, by an option of the launcher. C2 stops inlining the Vector API in
 * methods that have grown too large, and then every vector becomes an object.
 */
final class Terms {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;

    private Terms() {}

    /**
     * Returns (x - mean) * scale + shift for the columns from c on; norm holds all means, then all scales, then all
     * shifts.
     */
    static FloatVector normalized(FloatVector x, float[] norm, int width, int c) {
        return x.sub(FloatVector.fromArray(V, norm, c))
                .fma(FloatVector.fromArray(V, norm, width + c), FloatVector.fromArray(V, norm, 2 * width + c));
    }

    /** Returns (g - b) * scale + d * a for the columns from c on; line holds all a, then all b. */
    static FloatVector backward(FloatVector g, FloatVector d, FloatVector scale, float[] line, int width, int c) {
        return g.sub(FloatVector.fromArray(V, line, width + c)).fma(scale, d.mul(FloatVector.fromArray(V, line, c)));
    }

    /** Returns g where d * scale + shift > 0, else 0. */
    static FloatVector gradientWherePositive(FloatVector d, FloatVector scale, FloatVector shift, FloatVector g) {
        var zero = FloatVector.zero(V);
        return zero.blend(g, d.fma(scale, shift).compare(VectorOperators.GT, zero));
    }

    /** Returns g where y > floor, else 0. */
    static FloatVector gradientWherePositive(FloatVector y, FloatVector floor, FloatVector g) {
        return FloatVector.zero(V).blend(g, y.compare(VectorOperators.GT, floor));
    }

    /** Returns max(value, floor), and NaN for NaN. Without a ReLU the floor is negative infinity. */
    static FloatVector atLeast(FloatVector floor, FloatVector value) {
        return value.blend(floor, value.compare(VectorOperators.LE, floor));
    }
}
