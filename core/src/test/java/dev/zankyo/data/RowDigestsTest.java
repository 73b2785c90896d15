package dev.zankyo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowDigestsTest {
    @Test
    void of_rows_isTheHashOfTheirLittleEndianFloatsAlone() {
        float[] values = {1, 2, 3, 4, 5, 6.5f, 1, 2, 3, 4, 5, 6.5f, 1, 2, 3, 4, 5, 7};
        List<String> digests = RowDigests.of(new Dataset(List.of("a", "b"), new int[] {0, 1, -1}, values, 2, 3))
                .toList();
        // sha256 of struct.pack('<6f', 1, 2, 3, 4, 5, 6.5) in Python
        assertEquals("da6b72b81bf98403c32e812d7ecb6eef", digests.get(0));
        assertEquals(digests.get(0), digests.get(1));
        assertEquals(3, digests.size());
        assertEquals(2, digests.stream().distinct().count());
    }
}
