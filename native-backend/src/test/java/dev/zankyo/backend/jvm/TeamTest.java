package dev.zankyo.backend.jvm;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void run_anySize_doesEachPieceOnce(int size) {
        try (Team team = new Team(size)) {
            for (int pieces = 0; pieces < 12; pieces++) {
                AtomicIntegerArray done = new AtomicIntegerArray(pieces);
                Phase phase = new Phase(pieces, (from, to, worker) -> {
                    assertTrue(worker >= 0 && worker < size);
                    for (int i = from; i < to; i++) {
                        done.incrementAndGet(i);
                    }
                });
                team.run(new Phase[] {phase, phase});
                for (int i = 0; i < pieces; i++) {
                    assertEquals(2, done.get(i));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void run_manyPhases_eachSeesTheOneBefore(int size) {
        int rounds = 2_000;
        int[] values = new int[size];
        Phase[] phases = new Phase[rounds];
        // Each piece reads its neighbour's value of the phase before; even and odd phases would race without a barrier.
        int[][] buffers = {values, new int[size]};
        for (int round = 0; round < rounds; round++) {
            int[] source = buffers[round % 2];
            int[] target = buffers[(round + 1) % 2];
            phases[round] = new Phase(size, (from, to, worker) -> {
                for (int i = from; i < to; i++) {
                    target[i] = source[(i + 1) % size] + 1;
                }
            });
        }
        try (Team team = new Team(size)) {
            team.run(phases);
        }
        int[] expected = new int[size];
        Arrays.fill(expected, rounds);
        assertEquals(Arrays.toString(expected), Arrays.toString(buffers[rounds % 2]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void run_failingPiece_throwsAndStaysUsable(int size) {
        RuntimeException cause = new RuntimeException("piece");
        Phase failing = new Phase(size, (from, to, worker) -> {
            if (to == size) {
                throw cause;
            }
        });
        boolean[] later = new boolean[1];
        Phase next = new Phase(1, (from, to, worker) -> later[0] = true);
        try (Team team = new Team(size)) {
            var thrown = assertThrows(IllegalStateException.class, () -> team.run(new Phase[] {failing, next}));
            assertSame(cause, thrown.getCause());
            assertFalse(later[0], "a phase after the failure must not run");
            team.run(new Phase[] {next});
            assertTrue(later[0]);
        }
    }

    @Test
    void close_twice_endsItsThreads() throws InterruptedException {
        List<Thread> before = threads();
        Team team = new Team(3);
        List<Thread> own = threads().stream().filter(t -> !before.contains(t)).toList();
        assertEquals(2, own.size());
        team.close();
        team.close();
        for (Thread thread : own) {
            thread.join();
        }
    }

    @Test
    void close_afterRun_letsGoOfThePhases() {
        Team team = new Team(2);
        var memory = new WeakReference<>(runOnArray(team));
        team.close();
        for (int attempt = 0; attempt < 100 && memory.get() != null; attempt++) {
            System.gc();
        }
        assertNull(memory.get(), "what a closed team computed on must be collectable");
        assertDoesNotThrow(team::close);
    }

    private static float[] runOnArray(Team team) {
        float[] array = new float[2];
        team.run(new Phase[] {new Phase(2, (from, to, worker) -> array[from] = 1)});
        return array;
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("zankyo-java"))
                .toList();
    }
}
