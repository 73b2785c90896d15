package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void forEach_numbers_areEachDoneOnce(int threads) throws IOException {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        try (var workers = new Workers(threads)) {
            workers.forEach(new int[] {5, 7, 11, 13}, number -> assertTrue(done.add(number)));
        }
        assertEquals(Set.of(5, 7, 11, 13), done);
    }

    @Test
    void forEach_aTaskThatFails_beginsNoMoreAndThrowsWhatItThrew() {
        int[] many = IntStream.range(0, 1000).toArray();
        for (Throwable failure :
                new Throwable[] {new IOException("disk"), new IllegalStateException("no"), new OutOfMemoryError()}) {
            Set<Integer> begun = ConcurrentHashMap.newKeySet();
            try (var workers = new Workers(1)) {
                var thrown = assertThrows(
                        failure.getClass(),
                        () -> workers.forEach(many, number -> {
                            begun.add(number);
                            if (number == 3) {
                                WorkersTest.<RuntimeException>fail(failure);
                            }
                        }));
                assertSame(failure, thrown);
            }
            assertEquals(Set.of(0, 1, 2, 3), begun);
        }
    }

    /** Throws the exception as the task would have, checked or not. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void fail(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void forEach_interrupted_stopsWaitingAndSaysSo() {
        var release = new CountDownLatch(1);
        try (var workers = new Workers(1)) {
            Thread.currentThread().interrupt();
            assertThrows(
                    InterruptedIOException.class,
                    () -> workers.forEach(new int[] {1}, number -> awaitQuietly(release)));
            assertTrue(Thread.interrupted());
            release.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
