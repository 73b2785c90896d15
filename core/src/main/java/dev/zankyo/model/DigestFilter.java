package dev.zankyo.model;

import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A compact set of digests: a Bloom filter. A digest that was added is always found. Another digest is found by mistake
 * with a probability of {@link #falsePositiveRate}, about 1 in 100,000. The probability is higher with more than
 * 350,000 digests, because a filter has at most {@value #MOST_WORDS} words of 8 bytes. Immutable.
 */
public final class DigestFilter {
    /** The maximum size, in words of 64 bits: 1 MiB. */
    static final int MOST_WORDS = 1 << 17;

    static final int MOST_HASHES = 16;
    private static final int BITS_PER_DIGEST = 24;
    private static final int HEX_DIGITS_PER_WORD = 16;

    private final int hashes;
    private final long[] words;

    /**
     * Creates a filter from existing bits.
     *
     * @param hashes number of bits per digest
     * @param words the bits; not copied
     */
    DigestFilter(int hashes, long[] words) {
        if (hashes < 1 || hashes > MOST_HASHES) {
            throw new IllegalArgumentException("hashes: must be in 1 .. " + MOST_HASHES + "; got " + hashes);
        }
        if (words.length < 1 || words.length > MOST_WORDS) {
            throw new IllegalArgumentException("digests: must have 1 .. " + MOST_WORDS + " words; got " + words.length);
        }
        this.hashes = hashes;
        this.words = words;
    }

    /**
     * Returns the filter of some digests.
     *
     * @param count the number of digests, which decides the size of the filter
     * @param digests the digests, each of at least 32 hexadecimal digits
     */
    public static DigestFilter of(long count, Stream<String> digests) {
        long bits = Math.clamp(Math.ceilDiv(count * BITS_PER_DIGEST, Long.SIZE), 1L, MOST_WORDS) * Long.SIZE;
        long optimal = Math.round(Math.log(2) * bits / Math.max(1, count));
        var filter = new DigestFilter(Math.clamp(optimal, 1, MOST_HASHES), new long[(int) (bits / Long.SIZE)]);
        digests.forEach(filter::add);
        return filter;
    }

    private void add(String digest) {
        bits(digest).forEach(bit -> words[(int) (bit >>> 6)] |= 1L << bit);
    }

    /** Returns true for a digest that was added. For other digests, returns false except with a small probability. */
    public boolean mayContain(String digest) {
        return bits(digest).allMatch(bit -> (words[(int) (bit >>> 6)] & 1L << bit) != 0);
    }

    /** Returns the bits of a digest: sums of its first 64 bits and multiples of the next 64 bits. */
    private LongStream bits(String digest) {
        long first = Long.parseUnsignedLong(digest, 0, HEX_DIGITS_PER_WORD, 16);
        long step = Long.parseUnsignedLong(digest, HEX_DIGITS_PER_WORD, 2 * HEX_DIGITS_PER_WORD, 16) | 1;
        long size = (long) words.length * Long.SIZE;
        return LongStream.range(0, hashes).map(i -> Long.remainderUnsigned(first + i * step, size));
    }

    /** Returns the probability that {@link #mayContain} is true for a digest that was not added. */
    public double falsePositiveRate() {
        long set = LongStream.of(words).map(Long::bitCount).sum();
        return Math.pow((double) set / ((long) words.length * Long.SIZE), hashes);
    }

    int hashes() {
        return hashes;
    }

    /** Returns the bits; not copied. */
    long[] words() {
        return words;
    }
}
