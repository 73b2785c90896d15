package dev.zankyo.backend.jvm;

import dev.zankyo.backend.Loss;
import dev.zankyo.backend.lowering.Instruction;
import dev.zankyo.backend.lowering.Program;
import dev.zankyo.backend.lowering.Tensor;
import dev.zankyo.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A program as phases over the arrays of a plan, and a description of each instruction. */
final class CompiledProgram {
    final Storage storage;
    final Phase[] forward;
    final Phase[] backward;
    private final Kernels kernels;
    private final Elementwise elementwise;
    private final Map<Node, LinearLayer> linear = new HashMap<>();
    private final Map<Node, BatchNormLayer> norms = new HashMap<>();
    private final List<Phase> transposes = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final Loss loss;
    private LossLayer lossLayer;

    /**
     * @param loss what training minimises; null for inference
     */
    CompiledProgram(Program program, int batchSize, int workers, Kernels kernels, Loss loss) {
        storage = new Storage(program, batchSize, workers, loss != null);
        this.kernels = kernels;
        this.loss = loss;
        elementwise = new Elementwise(storage, kernels);
        forward = compile(program.forward()).toArray(Phase[]::new);
        List<Phase> back = compile(program.backward());
        if (!transposes.isEmpty()) {
            back.add(0, together(transposes));
        }
        backward = back.toArray(Phase[]::new);
        storage.allocateScratch();
    }

    /** The loss; only in training. */
    LossLayer loss() {
        return lossLayer;
    }

    /** One line per instruction: node, primitive, layout, implementation. */
    String describe() {
        return String.join("\n", lines);
    }

    private List<Phase> compile(List<Instruction> instructions) {
        List<Phase> phases = new ArrayList<>();
        for (Instruction instruction : instructions) {
            phases.addAll(compile(instruction));
            String shapes = instruction.tensors().stream()
                    .map(tensor -> tensor + " " + tensor.shape())
                    .collect(Collectors.joining(", "));
            lines.add(instruction.node().name() + " " + instruction.getClass().getSimpleName() + " nhwc " + shapes
                    + ": " + kernels.description());
        }
        return phases;
    }

    private List<Phase> compile(Instruction instruction) {
        Node node = instruction.node();
        return switch (instruction) {
            case Instruction.Conv2dForward i -> List.of(linear(node).forward(i.x(), i.y(), i.accumulate()));
            case Instruction.Conv2dBackwardWeights i -> List.of(linear(node).backwardWeights(i.x(), i.dy()));
            case Instruction.Conv2dBackwardData i -> List.of(backwardData(node, i.dy(), i.dx(), i.accumulate()));
            case Instruction.BatchNormForward i -> norm(node).forward(i.x(), i.y(), i.relu());
            case Instruction.BatchNormInference i -> norm(node).inference(i.x(), i.y(), i.relu());
            case Instruction.BatchNormBackward i -> norm(node).backward(i.x(), i.dy(), i.dx(), i.relu());
            case Instruction.ReluForward i -> List.of(elementwise.relu(i.x(), i.y()));
            case Instruction.ReluBackward i -> List.of(elementwise.reluBackward(i.y(), i.dy(), i.dx()));
            case Instruction.Add i -> List.of(elementwise.add(i.a(), i.b(), i.y()));
            case Instruction.Copy i -> List.of(elementwise.copy(i.x(), i.y()));
            case Instruction.GlobalAveragePoolForward i -> List.of(elementwise.averagePool(i.x(), i.y()));
            case Instruction.GlobalAveragePoolBackward i -> List.of(elementwise.averagePoolBackward(i.dy(), i.dx()));
            case Instruction.DenseForward i -> List.of(linear(node).forward(i.x(), i.y(), false));
            case Instruction.DenseBackward i ->
                List.of(linear(node).backwardWeights(i.x(), i.dy()), backwardData(node, i.dy(), i.dx(), false));
            case Instruction.LossGradient i -> {
                lossLayer = new LossLayer(i, storage, loss);
                yield List.of(lossLayer.phase());
            }
        };
    }

    private Phase backwardData(Node node, Tensor dy, Tensor dx, boolean accumulate) {
        transposes.add(linear(node).transpose());
        return linear(node).backwardData(dy, dx, accumulate);
    }

    private LinearLayer linear(Node node) {
        return linear.computeIfAbsent(node, n -> LinearLayer.of(n, storage, kernels));
    }

    private BatchNormLayer norm(Node node) {
        return norms.computeIfAbsent(node, n -> new BatchNormLayer(n, storage, kernels));
    }

    /** Phases that do not depend on each other as one. */
    private static Phase together(List<Phase> phases) {
        int[] begins = new int[phases.size() + 1];
        for (int i = 0; i < phases.size(); i++) {
            begins[i + 1] = begins[i] + phases.get(i).pieces();
        }
        Phase[] parts = phases.toArray(Phase[]::new);
        return new Phase(begins[parts.length], (from, to, worker) -> {
            for (int i = 0; i < parts.length; i++) {
                int first = Math.max(from, begins[i]);
                int last = Math.min(to, begins[i + 1]);
                if (first < last) {
                    parts[i].work().run(first - begins[i], last - begins[i], worker);
                }
            }
        });
    }
}
