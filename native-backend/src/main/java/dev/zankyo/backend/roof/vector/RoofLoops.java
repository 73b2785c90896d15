package dev.zankyo.backend.roof.vector;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The two loops whose speeds are the machine's peaks: FLOP/s and memory bandwidth. */
final class RoofLoops {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /**
     * The number of independent chains: enough to hide a latency of six cycles on two units, and few enough for sixteen
     * registers.
     */
    private static final int CHAINS = 12;

    private RoofLoops() {}

    /** Returns the floating-point operations of one iteration of {@link #multiplyAdd}. */
    static long flops() {
        return 2L * CHAINS * V.length();
    }

    /**
     * Computes independent chains of x = x * factor + term in registers. Each chain is a variable of its own, because
     * an array of vectors would be boxed.
     *
     * @return the limit that every lane of every chain converges to: term / (1 - factor)
     */
    static float multiplyAdd(int iterations, float factor, float term) {
        FloatVector f = FloatVector.broadcast(V, factor);
        FloatVector t = FloatVector.broadcast(V, term);
        FloatVector a = FloatVector.zero(V);
        FloatVector b = a.add(1);
        FloatVector c = a.add(2);
        FloatVector d = a.add(3);
        FloatVector e = a.add(4);
        FloatVector g = a.add(5);
        FloatVector h = a.add(6);
        FloatVector i = a.add(7);
        FloatVector j = a.add(8);
        FloatVector k = a.add(9);
        FloatVector l = a.add(10);
        FloatVector m = a.add(11);
        for (int n = 0; n < iterations; n++) {
            a = a.fma(f, t);
            b = b.fma(f, t);
            c = c.fma(f, t);
            d = d.fma(f, t);
            e = e.fma(f, t);
            g = g.fma(f, t);
            h = h.fma(f, t);
            i = i.fma(f, t);
            j = j.fma(f, t);
            k = k.fma(f, t);
            l = l.fma(f, t);
            m = m.fma(f, t);
        }
        FloatVector sums = a.add(b).add(c).add(d).add(e).add(g);
        return sums.add(h).add(i).add(j).add(k).add(l).add(m).lane(0) / CHAINS;
    }

    /**
     * Computes STREAM's triad (McCalpin 1995), x = y + factor * z.
     *
     * @param bytes the length of each of the three arrays, a multiple of a vector's length
     */
    static void triad(MemorySegment x, MemorySegment y, MemorySegment z, long bytes, float factor) {
        FloatVector f = FloatVector.broadcast(V, factor);
        for (long at = 0; at < bytes; at += V.vectorByteSize()) {
            FloatVector.fromMemorySegment(V, z, at, ORDER)
                    .fma(f, FloatVector.fromMemorySegment(V, y, at, ORDER))
                    .intoMemorySegment(x, at, ORDER);
        }
    }
}
