package dev.zankyo.random;

/**
 * A counter-based random generator: draw number {@code n} is a pure function of the key and {@code n}.
 *
 * <p>A key consists of a seed and any number of {@linkplain #fork forks}, for example seed, purpose, epoch, row. Keys
 * with different paths give independent streams. Instances are immutable and may be shared by threads.
 *
 * <p>The mixing function is the finalizer of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", 2014), applied to key and counter in two rounds.
 */
public final class CounterRandom {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long key;

    private CounterRandom(long key) {
        this.key = key;
    }

    /** Returns the root stream of a seed. */
    public static CounterRandom of(long seed) {
        return new CounterRandom(mix(seed + GOLDEN));
    }

    /** Returns child stream number {@code id}. Children of one parent with different ids are independent. */
    public CounterRandom fork(long id) {
        return new CounterRandom(mix(key ^ mix(id * GOLDEN + 0x632BE59BD9B4E019L)));
    }

    /** Returns the child stream of a purpose, such as {@code "shuffle"}. */
    public CounterRandom fork(String purpose) {
        long id = purpose.length();
        for (int i = 0; i < purpose.length(); i++) {
            id = mix(id + purpose.charAt(i));
        }
        return fork(id);
    }

    /** Returns the 64 uniform bits of draw number {@code n}. */
    public long bits(long n) {
        return mix(mix(key + n * GOLDEN) ^ key);
    }

    /** Returns a uniform number in [0, 1) with 53 random bits. */
    public double uniform(long n) {
        return (bits(n) >>> 11) * 0x1p-53;
    }

    /** Returns a uniform number in [low, high). */
    public double uniform(long n, double low, double high) {
        return low + (high - low) * uniform(n);
    }

    /** Returns a uniform whole number in 0 .. bound - 1. Its bias, at most bound / 2^63, is negligible here. */
    public int below(long n, int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound: must be positive; got " + bound);
        }
        return (int) Math.unsignedMultiplyHigh(bits(n), bound);
    }

    /**
     * Returns a standard normal number. The Box-Muller transform takes its two uniform numbers from draw {@code n}
     * alone.
     */
    public double gaussian(long n) {
        double u = 1 - (mix(bits(n)) >>> 11) * 0x1p-53;
        double v = (mix(bits(n) ^ GOLDEN) >>> 11) * 0x1p-53;
        return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
    }

    /** Returns a uniform permutation of 0 .. size - 1 (Fisher-Yates), using draws 1 .. size - 1. */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = i == 0 ? 0 : below(i, i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
