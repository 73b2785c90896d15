package dev.zankyo.backend.onednn;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The kinds of C calls, by what they return. Memory for arguments lives until the call has returned. */
final class FfmCalls {
    private FfmCalls() {}

    /** A call that returns a status. */
    interface StatusCall {
        int invoke(Arena arena) throws Throwable;
    }

    /** A call that returns a status and stores the created handle at {@code out}. */
    interface CreatingCall {
        int invoke(Arena arena, long out) throws Throwable;
    }

    interface LongCall {
        long invoke() throws Throwable;
    }

    static void check(DnnlFunction function, StatusCall call) {
        try (Arena arena = Arena.ofConfined()) {
            function.check(call.invoke(arena));
        } catch (Throwable e) {
            throw unchecked(function, e);
        }
    }

    static long create(DnnlFunction function, CreatingCall call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(JAVA_LONG);
            function.check(call.invoke(arena, out.address()));
            return out.get(JAVA_LONG, 0);
        } catch (Throwable e) {
            throw unchecked(function, e);
        }
    }

    static long ask(DnnlFunction function, LongCall call) {
        try {
            return call.invoke();
        } catch (Throwable e) {
            throw unchecked(function, e);
        }
    }

    /**
     * Returns an exception that need not be declared. A downcall throws no checked exception, but its signature
     * declares Throwable.
     */
    static RuntimeException unchecked(DnnlFunction function, Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(function.symbol(), e);
    }

    static long longs(Arena arena, long[] values) {
        return arena.allocateFrom(JAVA_LONG, values).address();
    }
}
