package dev.zankyo.backend.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceTest {
    private static List<Slice> all(int batch, int shares, int workers, int chunk) {
        List<Slice> slices = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            List<Slice> own = Slice.of(batch, shares, workers, worker, chunk);
            for (Slice slice : own) {
                assertEquals(worker, slice.worker());
            }
            slices.addAll(own);
        }
        return slices;
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,1", "1,1,1,9", "16,2,2,3", "16,16,3,1", "17,5,2,2", "64,3,3,7", "7,7,7,7"})
    void slices_holdEveryImageOnce_andOpenEachShareOnce(int batch, int shares, int workers, int chunk) {
        int[] seen = new int[batch];
        int[] opened = new int[shares];
        int[] images = new int[shares];
        for (Slice slice : all(batch, shares, workers, chunk)) {
            assertTrue(slice.count() > 0, slice::toString);
            assertTrue(slice.count() <= chunk, slice::toString);
            assertEquals(images[slice.share()] == 0, slice.firstOfShare(), "the first of its share: " + slice);
            opened[slice.share()] += slice.firstOfShare() ? 1 : 0;
            images[slice.share()] += slice.count();
            for (int image = slice.first(); image < slice.first() + slice.count(); image++) {
                seen[image]++;
            }
        }
        for (int count : seen) {
            assertEquals(1, count);
        }
        for (int share = 0; share < shares; share++) {
            assertEquals(1, opened[share]);
            assertEquals(Slice.imagesOf(batch, shares, share), images[share]);
        }
    }

    /** Sums over images must not depend on the worker that computes them. */
    @Test
    void slices_apartFromTheirWorker_areTheSameForEveryNumberOfWorkers() {
        List<String> one = withoutWorker(all(33, 6, 1, 4));
        for (int workers = 2; workers <= 6; workers++) {
            assertEquals(one, withoutWorker(all(33, 6, workers, 4)));
        }
    }

    private static List<String> withoutWorker(List<Slice> slices) {
        return slices.stream()
                .map(slice ->
                        new Slice(0, slice.share(), slice.first(), slice.count(), slice.firstOfShare()).toString())
                .toList();
    }

    @Test
    void chunks_ofAShare_areNearlyEqual() {
        List<Integer> counts = all(16, 1, 1, 7).stream().map(Slice::count).toList();
        assertEquals(3, counts.size());
        assertTrue(Collections.max(counts) - Collections.min(counts) <= 1, counts::toString);
    }
}
