package dev.zankyo.backend.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Precision;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Shape;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {
    private static final Graph RES_NET = ResNet.graph(new ResNetConfig(2, 3, 3, 2, List.of(4, 8), 2, 0.9f, 1e-3f));

    /**
     * The memory of a plan: resident tensors for the batch, then an area for each worker. Writing an image of a tensor
     * fills all its elements with one value. Reading checks that none of them has been overwritten.
     */
    private static final class Room implements Interpreter.Memory {
        private final Schedule schedule;
        private final MemoryPlan residents;
        private final long room;
        private final long[] elements;
        private Slice slice;
        private MemoryPlan transients;

        Room(Schedule schedule, int batch, int workers, int chunk) {
            this.schedule = schedule;
            residents = schedule.residents(batch);
            room = schedule.phases().stream()
                    .mapToLong(phase -> schedule.transients(phase, chunk).size())
                    .max()
                    .orElseThrow();
            elements = new long[Math.toIntExact((residents.size() + workers * room) / Precision.BFLOAT16.bytes())];
        }

        void enter(Slice slice, MemoryPlan transients) {
            this.slice = slice;
            this.transients = transients;
        }

        private int[] range(Tensor tensor, int image) {
            long begin = schedule.isTransient(tensor)
                    ? residents.size()
                            + slice.worker() * room
                            + transients.offset(tensor.index())
                            + (image - slice.first()) * tensor.bytes()
                    : residents.offset(tensor.index()) + image * tensor.bytes();
            int first = Math.toIntExact(begin / Precision.BFLOAT16.bytes());
            return new int[] {first, first + Math.toIntExact(tensor.bytes() / Precision.BFLOAT16.bytes())};
        }

        @Override
        public long read(Tensor tensor, int image) {
            int[] range = range(tensor, image);
            long value = elements[range[0]];
            for (int i = range[0]; i < range[1]; i++) {
                if (elements[i] != value) {
                    return ~value; // torn: a value that no reader expects
                }
            }
            return value;
        }

        @Override
        public void write(Tensor tensor, int image, long value) {
            int[] range = range(tensor, image);
            Arrays.fill(elements, range[0], range[1], value);
        }
    }

    /** Runs a schedule slice by slice, the workers of a phase one after another in the given order. */
    private static void replay(
            String what, Graph graph, boolean training, Precision precision, int[] division, boolean lastWorkerFirst) {
        int batch = division[0];
        int shares = division[1];
        int workers = division[2];
        int chunk = division[3];
        Program program = training ? Lowering.training(graph, precision) : Lowering.inference(graph, precision);
        Schedule schedule = Schedule.of(program);
        int largest = IntStream.range(0, workers)
                .boxed()
                .flatMap(worker -> Slice.of(batch, shares, workers, worker, chunk).stream())
                .mapToInt(Slice::count)
                .max()
                .orElseThrow();
        var memory = new Room(schedule, batch, workers, largest);
        for (int image = 0; image < batch; image++) {
            memory.write(program.input(), image, Words.input(image));
        }
        var interpreter = new Interpreter(training);
        for (Phase phase : schedule.phases()) {
            MemoryPlan transients = schedule.transients(phase, largest);
            for (int i = 0; i < workers; i++) {
                for (Slice slice : Slice.of(batch, shares, workers, lastWorkerFirst ? workers - 1 - i : i, chunk)) {
                    memory.enter(slice, transients);
                    for (Instruction instruction : phase.instructions()) {
                        for (int image = slice.first(); image < slice.first() + slice.count(); image++) {
                            interpreter.run(instruction, image, memory);
                        }
                    }
                }
            }
        }
        interpreter.assertComputes(what, graph, program, batch, memory);
    }

    /** Batch size, shares, workers and images per chunk. */
    private static final int[][] DIVISIONS = {{1, 1, 1, 1}, {5, 1, 1, 2}, {4, 2, 2, 8}, {7, 3, 2, 1}, {8, 5, 3, 2}};

    @ParameterizedTest
    @EnumSource
    void randomGraphs_nobodyWritesOverWhatIsStillRead(Precision precision) {
        for (long seed = 0; seed < 100; seed++) {
            Graph graph = RandomGraphs.of(seed);
            for (int[] division : DIVISIONS) {
                String what = "graph " + seed + ", division " + List.of(division[0], division[1], division[2]);
                replay(what, graph, true, precision, division, seed % 2 == 1);
                replay(what, graph, false, precision, division, seed % 2 == 1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,1", "3,2,2,1", "16,2,2,3", "16,16,3,16"})
    void residualNetwork_nobodyWritesOverWhatIsStillRead(int batch, int shares, int workers, int chunk) {
        for (Precision precision : Precision.values()) {
            for (boolean lastFirst : new boolean[] {false, true}) {
                int[] division = {batch, shares, workers, chunk};
                replay("training", RES_NET, true, precision, division, lastFirst);
                replay("inference", RES_NET, false, precision, division, lastFirst);
            }
        }
    }

    @Test
    void transientTensors_liveInOnePhase() {
        Schedule schedule = Schedule.of(Lowering.training(RES_NET, Precision.FLOAT32));
        Map<Tensor, Set<Phase>> phases = new HashMap<>();
        for (Phase phase : schedule.phases()) {
            for (Instruction instruction : phase.instructions()) {
                instruction.tensors().forEach(tensor -> phases.computeIfAbsent(tensor, t -> new HashSet<>())
                        .add(phase));
            }
        }
        Program program = schedule.program();
        for (Tensor tensor : program.tensors()) {
            boolean outside = tensor == program.input() || tensor == program.output();
            assertEquals(phases.get(tensor).size() == 1 && !outside, schedule.isTransient(tensor), tensor.name());
        }
        assertTrue(program.tensors().stream().anyMatch(schedule::isTransient));
        assertFalse(program.tensors().stream().allMatch(schedule::isTransient));
    }

    @Test
    void phases_holdAllInstructionsInOrder() {
        Schedule schedule = Schedule.of(Lowering.training(RES_NET, Precision.FLOAT32));
        List<Instruction> expected = new ArrayList<>(schedule.program().forward());
        expected.addAll(schedule.program().backward());
        assertEquals(
                expected,
                schedule.phases().stream()
                        .flatMap(phase -> phase.instructions().stream())
                        .toList());
    }

    @Test
    void cut_isWhereANormalizationNeedsItsSums_notBefore() {
        var builder = new GraphBuilder(new Shape(2, 3, 2));
        Node a = builder.batchNorm("a", builder.conv2d("ca", builder.input(), 2, 1, 1), 0.9f, 1e-3f);
        Node b = builder.batchNorm("b", builder.conv2d("cb", builder.input(), 2, 1, 1), 0.9f, 1e-3f);
        Node relu = builder.relu("relu", b);
        Schedule schedule = Schedule.of(
                Lowering.training(builder.build(builder.add("sum", builder.relu("r", a), relu)), Precision.FLOAT32));
        for (Phase phase : schedule.phases()) {
            Set<Node> reduced = new HashSet<>();
            for (Instruction instruction : phase.instructions()) {
                assertFalse(reduced.contains(instruction.node()), () -> phase + " goes on with " + instruction.node());
                if (instruction.needsBarrier()) {
                    reduced.add(instruction.node());
                }
            }
        }
        // ca, statistics of a | a, cb, statistics of b | b, sum, loss; sums of b | b, sums of a | a
        assertEquals(3, schedule.forward().size());
        assertEquals(3, schedule.backward().size());
    }

    @Test
    void inference_needsNoMoreForADeeperNetwork() {
        assertEquals(inferenceBytes(2), inferenceBytes(6));
    }

    private static long inferenceBytes(int blocks) {
        Graph graph = ResNet.graph(new ResNetConfig(2, 3, 3, 2, List.of(4, 8), blocks, 0.9f, 1e-3f));
        Schedule schedule = Schedule.of(Lowering.inference(graph, Precision.FLOAT32));
        assertEquals(1, schedule.phases().size());
        return schedule.transients(schedule.phases().get(0), 4).size();
    }

    @Test
    void chunks_ofLargeImages_areOfOne_ofSmallOnesOfMany() {
        for (int height : new int[] {1, 64, 4096}) {
            var builder = new GraphBuilder(new Shape(height, 64, 2));
            Graph graph = builder.build(builder.conv2d("conv", builder.input(), 16, 1, 1));
            Phase phase = Schedule.of(Lowering.inference(graph, Precision.FLOAT32))
                    .phases()
                    .get(0);
            assertEquals(Math.max(1, (512 << 10) / (height * 64 * 16 * Float.BYTES)), phase.chunk());
        }
    }
}
