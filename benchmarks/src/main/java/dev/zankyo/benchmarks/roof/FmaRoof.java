package dev.zankyo.benchmarks.roof;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The most float32 multiply-adds a second that the processor reaches: independent chains of fused multiply-adds in
 * registers, no memory touched. Twelve chains of the widest vectors cover a latency of up to six cycles on two units.
 *
 * <p>{@code java --add-modules jdk.incubator.vector ... FmaRoof THREADS SECONDS} prints GFLOP/s, a multiply-add being two.
 */
public final class FmaRoof {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;
    private static final int ITERATIONS = 1 << 16;
    private static final double FLOPS_A_CALL = 2.0 * CHAINS * ITERATIONS * SPECIES.length();

    private FmaRoof() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(gigaflops(Integer.parseInt(arguments[0]), Double.parseDouble(arguments[1])));
    }

    /** GFLOP/s of this many threads together, the best tenth of the time: a roof is not an average. */
    public static double gigaflops(int threads, double seconds) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(threads);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Double>> rates = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                rates.add(pool.submit(() -> {
                    rate(seconds / 2); // warm-up: compiles, and raises the clock
                    start.await();
                    return rate(seconds);
                }));
            }
            double sum = 0;
            for (Future<Double> rate : rates) {
                sum += rate.get();
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IllegalStateException("FMA roof: a thread failed", e.getCause());
        }
    }

    /** GFLOP/s of this thread: the ninetieth percentile of many short calls. */
    private static double rate(double seconds) {
        List<Double> rates = new ArrayList<>();
        float sum = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long before;
        while ((before = System.nanoTime()) < end || rates.isEmpty()) {
            sum += chains(0.5f, 0.25f);
            rates.add(FLOPS_A_CALL / (System.nanoTime() - before));
        }
        if (!(sum > 0)) {
            throw new IllegalStateException("FMA roof: the chains must converge to 0.5; their sum is " + sum);
        }
        rates.sort(null);
        return rates.get(rates.size() * 9 / 10);
    }

    /** x = x * factor + term, many times; converges to term / (1 - factor). Chains are variables: an array would be boxed. */
    private static float chains(float factor, float term) {
        FloatVector f = FloatVector.broadcast(SPECIES, factor);
        FloatVector t = FloatVector.broadcast(SPECIES, term);
        FloatVector a = FloatVector.zero(SPECIES);
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
        for (int n = 0; n < ITERATIONS; n++) {
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
        FloatVector sum = a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l)
                .add(m);
        return sum.lane(0) / CHAINS;
    }
}
