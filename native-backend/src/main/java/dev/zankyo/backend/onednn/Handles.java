package dev.zankyo.backend.onednn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;

/** A set of oneDNN objects that are destroyed together, the youngest first. Not thread-safe. */
final class Handles implements AutoCloseable {
    private final Deque<Runnable> destructions = new ArrayDeque<>();

    /** Takes ownership of a handle and returns it. */
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
