package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class DecodingThreadTest {
    private static DecodingThread decoding(SoundSource.Decoding decoding, Remarks remarks) {
        return new DecodingThread(new SoundSource("test", false, decoding), remarks);
    }

    /** Returns a source of pieces of one sample, which count up from 0. */
    private static SoundSource.Decoding counting(int pieces, AtomicInteger written) {
        return (output, remarks) -> {
            output.begin(8000, 1);
            for (int i = 0; i < pieces; i++) {
                output.write(new float[] {i});
                written.incrementAndGet();
            }
        };
    }

    @Test
    void next_untilTheEnd_givesAllPiecesInOrder() {
        try (var decoding = decoding(counting(100, new AtomicInteger()), warning -> {})) {
            for (int i = 0; i < 100; i++) {
                assertArrayEquals(new float[] {i}, decoding.next());
                assertEquals(8000, decoding.sampleRate());
            }
            assertNull(decoding.next());
            assertNull(decoding.next());
        }
    }

    @Test
    void thread_whoseReaderIsSlow_isOnlyAFewPiecesAhead() {
        var written = new AtomicInteger();
        try (var decoding = decoding(counting(10_000, written), warning -> {})) {
            for (int i = 0; i < 5000; i++) {
                decoding.next();
                int ahead = written.get() - i;
                assertTrue(ahead <= 10, ahead + " pieces ahead");
            }
        }
        assertTrue(written.get() < 5020, written + " pieces decoded");
    }

    @Test
    void close_ofAHalfReadFile_endsTheDecoder() {
        var failure = new AtomicReference<Throwable>();
        var ended = new CountDownLatch(1);
        DecodingThread decoding = decoding(
                (output, remarks) -> {
                    try {
                        counting(Integer.MAX_VALUE, new AtomicInteger()).decode(output, remarks);
                    } catch (RuntimeException e) {
                        failure.set(e);
                        throw e;
                    } finally {
                        ended.countDown();
                    }
                },
                warning -> {});
        decoding.next();
        decoding.close();
        assertEquals(0, ended.getCount(), "close waits for the thread");
        assertEquals("closed", failure.get().getMessage());
        assertThrows(IllegalStateException.class, decoding::next);
        decoding.close();
    }

    @Test
    void close_beforeTheFirstRead_startsNoDecoder() {
        var written = new AtomicInteger();
        decoding(counting(1, written), warning -> {}).close();
        assertEquals(0, written.get());
    }

    @Test
    void failures_ofTheDecoder_reachTheReaderAfterThePieces() {
        for (Throwable thrown : new Throwable[] {new IllegalStateException("bad"), new OutOfMemoryError("full")}) {
            try (var decoding = decoding(
                    (output, remarks) -> {
                        output.begin(8000, 1);
                        output.write(new float[1]);
                        if (thrown instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) thrown;
                    },
                    warning -> {})) {
                assertEquals(1, decoding.next().length);
                assertEquals(thrown, assertThrows(thrown.getClass(), decoding::next));
            }
        }
    }

    @Test
    void remarks_comeOnTheReadersThread() {
        List<Thread> threads = new ArrayList<>();
        try (var decoding = decoding(
                (output, remarks) -> {
                    output.begin(8000, 1);
                    remarks.warn("strange");
                    output.write(new float[1]);
                },
                warning -> threads.add(Thread.currentThread()))) {
            decoding.next();
            assertNull(decoding.next());
        }
        assertEquals(List.of(Thread.currentThread()), threads);
    }

    @Test
    void next_onAnInterruptedThread_throwsAndLeavesItInterrupted() {
        try (var decoding = decoding(
                (output, remarks) -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                warning -> {})) {
            Thread.currentThread().interrupt();
            assertThrows(IllegalStateException.class, decoding::next);
            assertTrue(Thread.interrupted());
        }
        assertFalse(Thread.interrupted());
    }
}
