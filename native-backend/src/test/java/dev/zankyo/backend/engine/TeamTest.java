package dev.zankyo.backend.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
    private static final Activity ABOUT = Activity.forAll("*", "Test", "");
    private static final Runnable NOTHING = () -> {};

    /** Returns a phase of one step per worker. */
    private static WorkPhase phase(int workers, IntFunction<Runnable> task) {
        var builder = new WorkPhase.Builder(workers);
        for (int worker = 0; worker < workers; worker++) {
            builder.add(worker, ABOUT, task.apply(worker), 1);
        }
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void run_anySize_doesEachStepOnce_onItsWorker(int size) {
        var done = new AtomicIntegerArray(size);
        Thread[] threads = new Thread[size];
        WorkPhase phase = phase(size, worker -> () -> {
            done.incrementAndGet(worker);
            threads[worker] = Thread.currentThread();
        });
        try (Team team = new Team(size, NOTHING)) {
            team.run(new WorkPhase[] {phase, phase});
        }
        for (int worker = 0; worker < size; worker++) {
            assertEquals(2, done.get(worker));
        }
        assertSame(Thread.currentThread(), threads[0]);
        assertEquals(size, Arrays.stream(threads).distinct().count());
    }

    @Test
    void run_stepsOfAWorker_areInTheirOrder() {
        List<Integer> order = new ArrayList<>();
        var builder = new WorkPhase.Builder(2);
        for (int i = 0; i < 9; i++) {
            int number = i;
            builder.add(1, ABOUT, () -> order.add(number), 1);
        }
        try (Team team = new Team(2, NOTHING)) {
            team.run(new WorkPhase[] {builder.build()});
        }
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8), order);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void run_manyPhases_eachSeesTheOneBefore(int size) {
        int rounds = 2_000;
        // Each worker reads the value that its neighbor wrote in the phase before; without a barrier this is a race.
        int[][] buffers = {new int[size], new int[size]};
        WorkPhase[] phases = new WorkPhase[rounds];
        for (int round = 0; round < rounds; round++) {
            int[] source = buffers[round % 2];
            int[] target = buffers[(round + 1) % 2];
            phases[round] = phase(size, worker -> () -> target[worker] = source[(worker + 1) % size] + 1);
        }
        try (Team team = new Team(size, NOTHING)) {
            team.run(phases);
        }
        int[] expected = new int[size];
        Arrays.fill(expected, rounds);
        assertEquals(Arrays.toString(expected), Arrays.toString(buffers[rounds % 2]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void run_failingStep_throwsAndStaysUsable(int size) {
        RuntimeException cause = new RuntimeException("step");
        WorkPhase failing = phase(size, worker -> () -> {
            if (worker == size - 1) {
                throw cause;
            }
        });
        boolean[] later = new boolean[size];
        WorkPhase next = phase(size, worker -> () -> later[worker] = true);
        try (Team team = new Team(size, NOTHING)) {
            var thrown = assertThrows(IllegalStateException.class, () -> team.run(new WorkPhase[] {failing, next}));
            assertSame(cause, thrown.getCause());
            assertFalse(later[0], "a phase after the failure must not run");
            team.run(new WorkPhase[] {next});
            for (boolean done : later) {
                assertTrue(done);
            }
        }
    }

    @Test
    void enter_isForEachThreadBeforeItsFirstStep_andForTheCallerBeforeEachRun() {
        List<Thread> entered = Collections.synchronizedList(new ArrayList<>());
        boolean[] before = {true, true, true};
        WorkPhase phase = phase(3, worker -> () -> before[worker] &= entered.contains(Thread.currentThread()));
        try (Team team = new Team(3, () -> entered.add(Thread.currentThread()))) {
            team.run(new WorkPhase[] {phase});
            team.run(new WorkPhase[] {phase});
        }
        assertTrue(before[0] && before[1] && before[2], "a step before its thread has entered");
        assertEquals(4, entered.size());
        assertEquals(2, Collections.frequency(entered, Thread.currentThread()));
    }

    @Test
    void enter_failing_isThrownByTheFirstRun() {
        RuntimeException cause = new RuntimeException("enter");
        Thread caller = Thread.currentThread();
        Runnable enter = () -> {
            if (Thread.currentThread() != caller) {
                throw cause;
            }
        };
        try (Team team = new Team(2, enter)) {
            var thrown = assertThrows(
                    IllegalStateException.class, () -> team.run(new WorkPhase[] {phase(2, worker -> NOTHING)}));
            assertSame(cause, thrown.getCause());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void steps_ofTimedRunsOnly_areCounted(int size) {
        WorkPhase phase = phase(size, worker -> NOTHING);
        WorkPhase[] phases = {phase, phase};
        try (Team team = new Team(size, NOTHING)) {
            team.run(phases);
            team.setTimed(true);
            team.run(phases);
            team.setTimed(false);
            team.run(phases);
        }
        for (int worker = 0; worker < size; worker++) {
            assertEquals(2, phase.steps(worker)[0].runs());
        }
    }

    @Test
    void close_twice_endsItsThreads() throws InterruptedException {
        List<Thread> before = threads();
        Team team = new Team(3, NOTHING);
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
        Team team = new Team(2, NOTHING);
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
        team.run(new WorkPhase[] {phase(2, worker -> () -> array[worker] = 1)});
        return array;
    }

    /**
     * Checks a batch of two images, divided between two threads. With other work on every core, it must not cost more
     * than on one thread.
     */
    @Test
    @Tag("slow")
    void run_onBusyCores_twoThreadsAreHardlySlowerThanOne() {
        var busy = new AtomicBoolean(true);
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread.ofPlatform().daemon().start(() -> {
                while (busy.get()) {
                    Thread.onSpinWait();
                }
            });
        }
        double best = Double.MAX_VALUE;
        try (Team one = new Team(1, NOTHING);
                Team two = new Team(2, NOTHING)) {
            WorkPhase[] whole = phases(1, 40_000);
            WorkPhase[] halves = phases(2, 20_000);
            for (int attempt = 0; attempt < 5 && best > 1.3; attempt++) {
                long[] ofOne = new long[200];
                long[] ofTwo = new long[200];
                for (int i = 0; i < ofOne.length; i++) {
                    ofOne[i] = nanos(one, whole);
                    ofTwo[i] = nanos(two, halves);
                }
                Arrays.sort(ofOne);
                Arrays.sort(ofTwo);
                best = Math.min(best, (double) ofTwo[ofTwo.length / 2] / ofOne[ofOne.length / 2]);
            }
        } finally {
            busy.set(false);
        }
        System.out.println("two threads on busy cores take " + best + " times as long as one");
        assertTrue(best <= 1.3, "two threads took " + best + " times as long as one");
    }

    private static long nanos(Team team, WorkPhase[] phases) {
        long before = System.nanoTime();
        team.run(phases);
        return System.nanoTime() - before;
    }

    /** Returns as many phases as inference has, with {@code divisions} dependent divisions per worker in each. */
    private static WorkPhase[] phases(int workers, int divisions) {
        double[] sums = new double[workers * 16];
        WorkPhase phase = phase(workers, worker -> () -> {
            double x = 1;
            for (int i = 0; i < divisions; i++) {
                x = 1 / (x + 1);
            }
            sums[worker * 16] = x;
        });
        WorkPhase[] phases = new WorkPhase[10];
        Arrays.fill(phases, phase);
        return phases;
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("zankyo-"))
                .toList();
    }
}
