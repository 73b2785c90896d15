package dev.zankyo.backend.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepCompilerTest {
    private static final Activity ABOUT = Activity.forAll("*", "Test", "");

    private static void runAll(WorkPhase phase, int workers) {
        for (int worker = 0; worker < workers; worker++) {
            for (Step step : phase.steps(worker)) {
                step.run();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "16,2", "17,2", "1000,3", "31,5"})
    void elements_areDoneOnceEach_fromCacheLines(int size, int workers) {
        int[] done = new int[size];
        runAll(
                StepCompiler.elements(workers, size, ABOUT, (offset, count) -> {
                    assertEquals(0, offset % 64);
                    for (int i = 0; i < count; i++) {
                        done[(int) (offset / Float.BYTES) + i]++;
                    }
                }),
                workers);
        for (int i = 0; i < size; i++) {
            assertEquals(1, done[i], "element " + i);
        }
    }

    @Test
    void tasks_areDealtOutInTurn() {
        List<Integer> done = new ArrayList<>();
        List<Runnable> tasks =
                IntStream.range(0, 5).<Runnable>mapToObj(i -> () -> done.add(i)).toList();
        runAll(StepCompiler.divided(2, ABOUT, tasks), 2);
        assertEquals(List.of(0, 2, 4, 1, 3), done);
    }
}
