package dev.zankyo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.io.Digest;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DigestFilterTest {
    private static Stream<String> digests(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> Digest.of(Integer.toString(i)));
    }

    @Test
    void of_oneDigest_setsTheBitsOfItsSums() {
        DigestFilter filter = DigestFilter.of(1, Stream.of("00000000000000010000000000000002"));
        assertEquals(16, filter.hashes());
        // the second half is made odd: bits 1, 4, 7 and so on, 16 of them
        assertArrayEquals(new long[] {80_421_421_917_330L}, filter.words());
        assertEquals(Math.pow(16 / 64.0, 16), filter.falsePositiveRate());
    }

    @Test
    void mayContain_findsEveryDigestAddedAndFewOthers() {
        DigestFilter filter = DigestFilter.of(2000, digests(0, 2000));
        assertTrue(digests(0, 2000).allMatch(filter::mayContain));
        assertEquals(0, digests(2000, 22_000).filter(filter::mayContain).count());
        assertEquals(750, filter.words().length); // 24 bits each
        assertTrue(filter.falsePositiveRate() < 2e-5, () -> "rate " + filter.falsePositiveRate());
    }

    @Test
    void falsePositiveRate_ofAFullFilter_isTheShareOfOthersFound() {
        int count = 1_000_000; // 8.4 bits each
        DigestFilter filter = DigestFilter.of(count, digests(0, count));
        assertEquals(DigestFilter.MOST_WORDS, filter.words().length);
        double found = digests(count, count + 50_000).filter(filter::mayContain).count() / 50_000.0;
        assertEquals(filter.falsePositiveRate(), found, 0.002);
        assertEquals(0.018, filter.falsePositiveRate(), 0.001);
    }

    @Test
    void mayContain_inAFilterOfNothing_isFalse() {
        DigestFilter filter = DigestFilter.of(0, Stream.empty());
        assertFalse(filter.mayContain(Digest.of("a")));
        assertEquals(0, filter.falsePositiveRate());
    }
}
