package dev.zankyo.backend.onednn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;

/** oneDNN objects that are destroyed together, the youngest first. Not for several threads. */
final class Handles implements AutoCloseable {
    private final Deque<Runnable> destructions = new ArrayDeque<>();

    /** Takes over a handle and gives it back. */
    long own(long handle, LongConsumer destroy) {
        destructions.push(() -> destroy.accept(handle));
        return handle;
    }

    @Override
    public void close() {
        while (!destructions.isEmpty()) {
            destructions.pop().run();
        }
    }
}
