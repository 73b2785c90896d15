package dev.zankyo.backend.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An interpreter of instructions in the arithmetic of {@link Words}, image by image. It fails if an instruction
 * overwrites a tensor that it reads, unless the instruction's description allows that.
 */
final class Interpreter {
    /** The memory that holds the images of tensors. */
    interface Memory {
        long read(Tensor tensor, int image);

        void write(Tensor tensor, int image, long value);
    }

    /** Returns memory with a separate place for every image of every tensor. */
    static Memory separateMemory(Program program, int batch) {
        long[][] values = new long[program.tensors().size()][batch];
        return new Memory() {
            @Override
            public long read(Tensor tensor, int image) {
                return values[tensor.index()][image];
            }

            @Override
            public void write(Tensor tensor, int image, long value) {
                values[tensor.index()][image] = value;
            }
        };
    }

    final Map<Node, Long> parameterGradients = new HashMap<>();
    private final Map<Node, Long> statistics = new HashMap<>();
    private final boolean training;

    Interpreter(boolean training) {
        this.training = training;
    }

    /** Runs all instructions one after another, each for the whole batch, and compares the results with the graph's. */
    static void assertComputes(String what, Graph graph, Program program, boolean training) {
        int batch = 2;
        var interpreter = new Interpreter(training);
        Memory memory = separateMemory(program, batch);
        for (int image = 0; image < batch; image++) {
            memory.write(program.input(), image, Words.input(image));
        }
        for (var instructions : List.of(program.forward(), program.backward())) {
            for (Instruction instruction : instructions) {
                for (int image = 0; image < batch; image++) {
                    interpreter.run(instruction, image, memory);
                }
            }
        }
        interpreter.assertComputes(what, graph, program, batch, memory);
    }

    /** Compares outputs and gradients with the graph's. */
    void assertComputes(String what, Graph graph, Program program, int batch, Memory memory) {
        Words expected = training ? Words.training(graph, batch) : Words.inference(graph, batch);
        for (int image = 0; image < batch; image++) {
            assertEquals(
                    expected.activations[graph.output().index()][image],
                    memory.read(program.output(), image),
                    what + ": output " + image);
        }
        assertEquals(expected.parameterGradients, parameterGradients, what + ": gradients");
    }

    void run(Instruction instruction, int image, Memory memory) {
        Node node = instruction.node();
        Tensor written = null;
        long value = 0;
        Map<Tensor, Long> before = new HashMap<>();
        instruction.tensors().forEach(tensor -> before.put(tensor, memory.read(tensor, image)));
        switch (instruction) {
            case Instruction.Conv2dForward i -> {
                assertNotEquals(i.x(), i.y(), node.name());
                value = linear(node, before.get(i.x()));
                if (i.folded() != null) {
                    value = linear(i.folded(), value);
                }
                value += i.accumulate() ? before.get(i.y()) : 0;
                value = i.relu() ? Words.relu(value) : value;
                written = i.y();
            }
            case Instruction.DenseForward i -> {
                assertNotEquals(i.x(), i.y(), node.name());
                value = linear(node, before.get(i.x()));
                written = i.y();
            }
            case Instruction.Conv2dBackwardWeights i -> add(node, before.get(i.x()), before.get(i.dy()));
            case Instruction.Conv2dBackwardData i -> {
                assertNotEquals(i.dy(), i.dx(), node.name());
                value = Words.weight(node) * before.get(i.dy()) + (i.accumulate() ? before.get(i.dx()) : 0);
                written = i.dx();
            }
            case Instruction.DenseBackward i -> {
                assertNotEquals(i.dy(), i.dx(), node.name());
                add(node, before.get(i.x()), before.get(i.dy()));
                value = Words.weight(node) * before.get(i.dy());
                written = i.dx();
            }
            case Instruction.BatchNormStatistics i -> statistics.merge(node, Words.mix(before.get(i.x())), Long::sum);
            case Instruction.BatchNormForward i -> {
                assertNotEquals(i.x(), i.y(), node.name());
                value = norm(node, before.get(i.x())) + (i.residual() == null ? 0 : before.get(i.residual()));
                value = i.relu() ? Words.relu(value) : value;
                written = i.y();
            }
            case Instruction.BatchNormGradientSums i ->
                add(node, before.get(i.x()), gate(node, i.relu(), before.get(i.x()), before.get(i.dy())));
            case Instruction.BatchNormBackward i -> {
                assertNotEquals(i.x(), i.dx(), node.name());
                long x = before.get(i.x());
                long dy = gate(node, i.relu(), x, before.get(i.dy()));
                value = Words.normGradient(node, x, dy, parameterGradients.get(node));
                written = i.dx();
                if (i.sum() != null) {
                    before.put(i.sum(), before.get(i.sum()) - norm(node, x));
                    memory.write(i.sum(), image, before.get(i.sum()));
                }
            }
            case Instruction.ReluForward i -> {
                value = Words.relu(before.get(i.x()));
                written = i.y();
            }
            case Instruction.ReluBackward i -> {
                assertNotEquals(i.y(), i.dx(), node.name());
                value = before.get(i.y()) > 0 ? before.get(i.dy()) : 0;
                written = i.dx();
            }
            case Instruction.Add i -> {
                assertTrue(i.b() != i.y() || i.a() == i.b(), node.name());
                value = before.get(i.a()) + before.get(i.b());
                written = i.y();
            }
            case Instruction.Copy i -> {
                value = before.get(i.x());
                written = i.y();
            }
            case Instruction.DepthwiseForward i -> {
                assertNotEquals(i.x(), i.y(), node.name());
                value = linear(node, before.get(i.x()));
                written = i.y();
            }
            case Instruction.DepthwiseBackwardWeights i -> add(node, before.get(i.x()), before.get(i.dy()));
            case Instruction.DepthwiseBackwardData i -> {
                assertNotEquals(i.dy(), i.dx(), node.name());
                value = Words.weight(node) * before.get(i.dy());
                written = i.dx();
            }
            case Instruction.MaxPoolForward i -> {
                assertNotEquals(i.x(), i.y(), node.name());
                value = Words.weight(node) * before.get(i.x());
                written = i.y();
            }
            case Instruction.MaxPoolBackward i -> {
                assertNotEquals(i.dy(), i.dx(), node.name());
                value = Words.maxPoolGradient(node, before.get(i.x()), before.get(i.dy()));
                written = i.dx();
            }
            case Instruction.GlobalAveragePoolForward i -> {
                value = Words.weight(node) * before.get(i.x());
                written = i.y();
            }
            case Instruction.GlobalAveragePoolBackward i -> {
                value = Words.weight(node) * before.get(i.dy());
                written = i.dx();
            }
            case Instruction.LossGradient i -> {
                value = Words.lossGradient(before.get(i.output()));
                written = i.gradient();
            }
        }
        if (written != null) {
            memory.write(written, image, value);
            before.put(written, value);
        }
        before.forEach((tensor, expected) -> assertEquals(
                expected, memory.read(tensor, image), () -> instruction + " writes over " + Objects.toString(tensor)));
    }

    private long norm(Node node, long x) {
        return Words.weight(node) * x + Words.bias(node) + (training ? statistics.get(node) : 0);
    }

    private static long linear(Node node, long x) {
        return Words.weight(node) * x + Words.bias(node);
    }

    private long gate(Node node, boolean relu, long x, long dy) {
        return !relu || norm(node, x) > 0 ? dy : 0;
    }

    private void add(Node node, long x, long dy) {
        parameterGradients.merge(node, Words.mix(x) * dy, Long::sum);
    }
}
