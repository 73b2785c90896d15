package dev.zankyo.backend.peak.vector;

import dev.zankyo.backend.peak.PeakLoops;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops that measure the peaks, on vectors of the preferred length. */
public final class VectorPeakLoops implements PeakLoops {
    private static final VectorSpecies<Float> V = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /**
     * The number of independent chains: enough to hide a latency of six cycles on two units, and few enough for sixteen
     * registers.
     */
    private static final int CHAINS = 12;

    @Override
    public long flops() {
        return 2L * CHAINS * V.length();
    }

    /** Runs each chain in a variable of its own, because an array of vectors would be boxed. */
    @Override
    public float multiplyAdd(int iterations, float factor, float term) {
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

    @Override
    public void triad(MemorySegment x, MemorySegment y, MemorySegment z, long bytes, float factor) {
        FloatVector f = FloatVector.broadcast(V, factor);
        for (long at = 0; at < bytes; at += V.vectorByteSize()) {
            FloatVector.fromMemorySegment(V, z, at, ORDER)
                    .fma(f, FloatVector.fromMemorySegment(V, y, at, ORDER))
                    .intoMemorySegment(x, at, ORDER);
        }
    }
}
