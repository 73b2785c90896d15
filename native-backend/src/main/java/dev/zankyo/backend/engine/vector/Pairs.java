package dev.zankyo.backend.engine.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Bfloat16 numbers in vectors. An integer lane holds two of them. The numbers of even index become one float vector,
 * and those of odd index another, because a shift and a mask suffice for that:
 *
 * <pre>{@code
 * integers   x1 x0 | x3 x2 | x5 x4 | ...
 * even       x0  0 | x2  0 | x4  0 | ...
 * odd        x1  0 | x3  0 | x5  0 | ...
 * }</pre>
 */
final class Pairs {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> PAIRS = V.withLanes(int.class);
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int LANES = V.length();

    /**
     * The mask of the odd numbers. Constants are vectors. An operation with a scalar would first make a vector of it,
     * which is much code to compile.
     */
    private static final IntVector UPPER = IntVector.broadcast(PAIRS, 0xffff0000);

    private static final IntVector BELOW_HALF = IntVector.broadcast(PAIRS, 0x7fff);
    private static final IntVector ONE = IntVector.broadcast(PAIRS, 1);

    /** Indices 0 2 4 ... twice over. */
    private static final VectorShuffle<Float> EVENS = VectorShuffle.fromOp(V, i -> 2 * i % LANES);

    /** Indices 1 3 5 ... twice over. */
    private static final VectorShuffle<Float> ODDS = VectorShuffle.fromOp(V, i -> 2 * i % LANES + 1);

    /** Indices 0 0 1 1 ... */
    private static final VectorShuffle<Float> LOW_TWICE = VectorShuffle.fromOp(V, i -> i / 2);

    private static final VectorShuffle<Float> HIGH_TWICE = VectorShuffle.fromOp(V, i -> (LANES + i) / 2);
    private static final VectorMask<Float> UPPER_LANES = VectorMask.fromLong(V, -1L << LANES / 2);
    private static final VectorMask<Float> ODD_LANES = VectorMask.fromLong(V, 0xaaaaaaaaaaaaaaaaL);

    private Pairs() {}

    static IntVector load(MemorySegment memory, long offset) {
        return IntVector.fromMemorySegment(PAIRS, memory, offset, ORDER);
    }

    static FloatVector even(IntVector pairs) {
        return pairs.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
    }

    static FloatVector odd(IntVector pairs) {
        return pairs.and(UPPER).reinterpretAsFloats();
    }

    static void store(FloatVector even, FloatVector odd, MemorySegment memory, long offset) {
        rounded(even)
                .lanewise(VectorOperators.LSHR, 16)
                .or(rounded(odd).and(UPPER))
                .intoMemorySegment(memory, offset, ORDER);
    }

    /**
     * Returns bits whose upper half is the nearest bfloat16; ties go to the even number. A NaN whose lower 16 bits are
     * zero stays a NaN. NaNs from bfloat16 data and from the processor are of this kind. Rounding could turn any other
     * NaN into a number, so it has to be made {@link #quiet} first.
     */
    private static IntVector rounded(FloatVector value) {
        IntVector bits = value.reinterpretAsInts();
        IntVector last = bits.lanewise(VectorOperators.LSHR, 16).and(ONE);
        return bits.add(BELOW_HALF).add(last);
    }

    /** Replaces every NaN by the canonical one, which stays a NaN when rounded. */
    static FloatVector quiet(FloatVector value) {
        return value.blend(Float.NaN, value.compare(VectorOperators.NE, value));
    }

    /** Returns the elements of even index of two vectors. */
    static FloatVector evens(FloatVector low, FloatVector high) {
        return low.rearrange(EVENS).blend(high.rearrange(EVENS), UPPER_LANES);
    }

    /** Returns the elements of odd index of the concatenation of two vectors. */
    static FloatVector odds(FloatVector low, FloatVector high) {
        return low.rearrange(ODDS).blend(high.rearrange(ODDS), UPPER_LANES);
    }

    /** Stores elements in their natural order. */
    static void interleave(FloatVector even, FloatVector odd, float[] row, int c) {
        even.rearrange(LOW_TWICE).blend(odd.rearrange(LOW_TWICE), ODD_LANES).intoArray(row, c);
        even.rearrange(HIGH_TWICE).blend(odd.rearrange(HIGH_TWICE), ODD_LANES).intoArray(row, c + LANES);
    }
}
