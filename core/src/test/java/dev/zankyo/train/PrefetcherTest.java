package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PrefetcherTest {

    /** A source that counts up, and that a test can observe and block. */
    private static final class Counter implements Iterator<Integer> {
        final Semaphore allowed;
        final Semaphore made = new Semaphore(0);
        volatile int count;

        Counter(int allowed) {
            this.allowed = new Semaphore(allowed);
        }

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Integer next() {
            allowed.acquireUninterruptibly();
            int item = count++;
            made.release();
            return item;
        }
    }

    @Test
    void next_ofASource_givesItsItemsInOrderThenNone() {
        List<Integer> items = IntStream.range(0, 1000).boxed().toList();
        try (var prefetcher = new Prefetcher<>(items.iterator())) {
            for (int item : items) {
                assertEquals(item, prefetcher.next());
            }
            assertThrows(NoSuchElementException.class, prefetcher::next);
            assertThrows(NoSuchElementException.class, prefetcher::next);
        }
    }

    @Test
    void source_isOneItemAheadAndNoMore() throws InterruptedException {
        var source = new Counter(100);
        try (var prefetcher = new Prefetcher<>(source)) {
            for (int n = 0; n < 20; n++) {
                source.made.acquire(); // item n is made before it is asked for
                assertEquals(n + 1, source.count, "item n + 1 would go where item n - 1 still is");
                assertEquals(n, prefetcher.next());
            }
        }
    }

    @Test
    void source_runsWhileTheItemBeforeIsUsed_onAThreadOfItsOwn() throws InterruptedException {
        var source = new Counter(1);
        try (var prefetcher = new Prefetcher<>(source)) {
            prefetcher.next();
            source.allowed.release();
            assertTrue(source.made.tryAcquire(2, 30, TimeUnit.SECONDS), "the next item is made unasked");
        }
    }

    @Test
    void failure_ofTheSource_isThrownAfterTheItemsBeforeIt() {
        for (Throwable failure : List.of(new IllegalStateException("rows"), new StackOverflowError("rows"))) {
            var source = new Iterator<Integer>() {
                private int count;

                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public Integer next() {
                    if (count == 3) {
                        switch (failure) {
                            case RuntimeException e -> throw e;
                            case Error e -> throw e;
                            default -> throw new AssertionError(failure);
                        }
                    }
                    return count++;
                }
            };
            try (var prefetcher = new Prefetcher<>(source)) {
                assertEquals(0, prefetcher.next());
                assertEquals(1, prefetcher.next());
                assertEquals(2, prefetcher.next());
                assertSame(failure, assertThrows(failure.getClass(), prefetcher::next));
            }
        }
    }

    @Test
    void close_atAnyPoint_endsTheThread() {
        for (int taken = 0; taken < 50; taken++) {
            var source = new Counter(1000);
            var prefetcher = new Prefetcher<>(source);
            for (int n = 0; n < taken; n++) {
                prefetcher.next();
            }
            prefetcher.close();
            int made = source.count;
            prefetcher.close();
            assertTrue(made <= taken + 1, () -> made + " made");
            assertEquals(made, source.count, "nobody uses the source after close");
        }
    }

    @Test
    void interrupt_ofTheWaitingThread_cancelsAndStaysSet() throws InterruptedException {
        var source = new Counter(0);
        var stillInterrupted = new boolean[1];
        var cancelled = new CountDownLatch(1);
        Thread user = new Thread(() -> {
            try (var prefetcher = new Prefetcher<>(source)) {
                assertThrows(CancellationException.class, prefetcher::next);
                cancelled.countDown();
            }
            stillInterrupted[0] = Thread.currentThread().isInterrupted();
        });
        user.start();
        assertFalse(cancelled.await(20, TimeUnit.MILLISECONDS));
        user.interrupt();
        cancelled.await();
        source.allowed.release(); // close waits for the item in progress
        user.join();
        assertTrue(stillInterrupted[0]);
    }
}
