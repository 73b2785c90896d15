package dev.zankyo.backend.lowering;

import dev.zankyo.backend.Precision;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The translation of a graph into a {@link Program}. It decides:
 *
 * <ul>
 *   <li>A ReLU or a sum that is the only reader of a batch normalization is fused into it.
 *   <li>In inference, a batch normalization that is the only reader of a convolution is folded into it, and so is a
 *     ReLU after that.
 *   <li>A sum overwrites a summand that nobody needs afterwards. If the other summand is a convolution that only the
 *     sum reads, the convolution adds to that place itself.
 *   <li>In the backward pass, the gradient of a sum is the gradient of both summands. They share one tensor, until
 *     something has to be added to one gradient while the other is still needed.
 *   <li>The output of a batch normalization is recomputed in the backward pass rather than kept. If it was added to a
 *     tensor in place, subtraction restores that tensor.
 * </ul>
 */
public final class Lowering {
    private final Graph graph;
    private final Precision precision;
    private final boolean training;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Instruction> forward = new ArrayList<>();
    private final List<Instruction> backward = new ArrayList<>();
    private final Map<Node, List<Node>> readers = new HashMap<>();
    private final Map<Node, Tensor> activations = new HashMap<>();
    private final Map<Node, Tensor> gradients = new HashMap<>();
    private final Map<Node, Tensor> restored = new HashMap<>();
    private final Set<Node> trained = new HashSet<>();

    private Lowering(Graph graph, Precision precision, boolean training) {
        this.graph = graph;
        this.training = training;
        this.precision = precision;
        for (Node node : graph.nodes()) {
            readers.put(node, new ArrayList<>());
            node.inputs().forEach(input -> readers.get(input).add(node));
        }
    }

    /** Returns the program of a training step. */
    public static Program training(Graph graph, Precision precision) {
        Lowering lowering = new Lowering(graph, precision, true);
        lowering.lowerForward();
        lowering.lowerBackward();
        return lowering.program();
    }

    /** Returns the program of inference. */
    public static Program inference(Graph graph, Precision precision) {
        Lowering lowering = new Lowering(graph, precision, false);
        lowering.lowerForward();
        return lowering.program();
    }

    private Program program() {
        return new Program(
                graph, tensors, activations.get(graph.input()), activations.get(graph.output()), forward, backward);
    }

    private void lowerForward() {
        for (Node node : graph.nodes()) {
            switch (node.op()) {
                case Op.Input op -> activations.put(node, activationOf(node));
                case Op.Conv2d op -> lowerConv2d(node);
                case Op.BatchNorm op -> lowerBatchNorm(node);
                case Op.Relu op -> lowerRelu(node);
                case Op.Add op -> lowerAdd(node);
                case Op.DepthwiseConv2d op ->
                    forward.add(new Instruction.DepthwiseForward(node, activation(node.input()), newActivation(node)));
                case Op.MaxPool op ->
                    forward.add(new Instruction.MaxPoolForward(node, activation(node.input()), newActivation(node)));
                case Op.GlobalAveragePool op ->
                    forward.add(new Instruction.GlobalAveragePoolForward(
                            node, activation(node.input()), newActivation(node)));
                case Op.Dense op ->
                    forward.add(new Instruction.DenseForward(node, activation(node.input()), newActivation(node)));
            }
        }
    }

    private void lowerConv2d(Node conv) {
        Node folded = !training && isReadOnlyBy(conv, Op.BatchNorm.class) ? onlyReader(conv) : null;
        Node last = folded == null ? conv : folded;
        Node relu = !training && isReadOnlyBy(last, Op.Relu.class) ? onlyReader(last) : null;
        Node place = relu == null ? accumulationTarget(last, conv) : null;
        Tensor y = place == null ? activationOf(conv) : activation(place);
        forward.add(
                new Instruction.Conv2dForward(conv, activation(conv.input()), y, place != null, relu != null, folded));
        activations.put(conv, y);
        activations.put(last, y);
        if (relu != null) {
            activations.put(relu, y);
        }
    }

    /**
     * Returns the other summand, if {@code node} is read by one sum only and that summand may be overwritten when
     * {@code writer} is computed; null otherwise.
     */
    private Node accumulationTarget(Node node, Node writer) {
        if (!isReadOnlyBy(node, Op.Add.class)) {
            return null;
        }
        Node other = otherSummand(node);
        return isComputed(other) && mayBeOverwritten(other, writer) ? other : null;
    }

    private Node otherSummand(Node node) {
        Node sum = onlyReader(node);
        return sum.inputs().get(0) == node ? sum.inputs().get(1) : sum.inputs().get(0);
    }

    private void lowerBatchNorm(Node bn) {
        if (isComputed(bn)) {
            return; // folded into the convolution
        }
        Tensor x = activation(bn.input());
        if (training) {
            forward.add(new Instruction.BatchNormStatistics(bn, x));
        }
        boolean relu = isReadOnlyBy(bn, Op.Relu.class);
        if (!relu && isReadOnlyBy(bn, Op.Add.class) && otherSummand(bn) != bn && isComputed(otherSummand(bn))) {
            return; // fused into the sum
        }
        forward.add(new Instruction.BatchNormForward(bn, x, null, newActivation(bn), relu));
    }

    private boolean isComputed(Node node) {
        return activations.containsKey(node);
    }

    private void lowerRelu(Node relu) {
        if (isComputed(relu)) {
            return; // fused into the convolution
        }
        if (isFused(relu)) {
            activations.put(relu, activation(relu.input()));
        } else {
            forward.add(new Instruction.ReluForward(relu, activation(relu.input()), newActivation(relu)));
        }
    }

    private void lowerAdd(Node sum) {
        Node a = sum.inputs().get(0);
        Node b = sum.inputs().get(1);
        for (Node summand : List.of(a, b)) {
            if (!isComputed(summand)) { // a batch normalization that is computed together with the sum
                Node other = summand == a ? b : a;
                Tensor x = activation(summand.input());
                Tensor residual = activation(other);
                Tensor y = residual;
                if (mayBeRestored(other, summand, sum)) {
                    restored.put(summand, y);
                } else if (!mayBeOverwritten(other, sum)) {
                    y = activationOf(sum);
                }
                activations.put(sum, y);
                forward.add(new Instruction.BatchNormForward(summand, x, residual, y, false));
                return;
            }
        }
        if (activation(a) == activation(b) && a != b) {
            activations.put(sum, activation(a)); // the convolution has added itself to the other summand
            return;
        }
        Node place = mayBeOverwritten(a, sum) ? a : mayBeOverwritten(b, sum) ? b : null;
        Tensor y = place == null ? newActivation(sum) : activation(place);
        activations.put(sum, y);
        Node first = place == b ? b : a;
        Node second = place == b ? a : b;
        forward.add(new Instruction.Add(sum, activation(first), activation(second), y));
    }

    /**
     * Returns whether {@code writer} may overwrite the activation of {@code node}, because nothing needs it afterwards.
     * In training, the backward pass comes after all readers, but it needs neither the inputs nor the output of a sum.
     */
    private boolean mayBeOverwritten(Node node, Node writer) {
        boolean neededBack = !(node.op() instanceof Op.Conv2d
                || node.op() instanceof Op.BatchNorm
                || node.op() instanceof Op.Dense
                || node.op() instanceof Op.Add);
        if (node == graph.output() || node.op() instanceof Op.Input || restored.containsValue(activations.get(node))) {
            return false;
        }
        return training
                ? !neededBack && readers.get(node).size() == 1
                : readers.get(node).stream()
                        .allMatch(reader ->
                                reader.index() < writer.index() && isComputed(reader) || isSumOf(reader, writer));
    }

    /**
     * Returns whether a sum of {@code node} and the output of {@code bn} may overwrite {@code node}, because the
     * backward pass can restore it by subtraction. Every other reader must read it before the normalization, hence
     * after it in the backward pass. Readers must use it in products only, where the rounding error of the restored
     * value does not matter.
     *
     * <p>Elsewhere exact values matter. The gradient of a ReLU depends on the sign of zeros, and that of a max pooling
     * on which of two elements is larger. A bfloat16 tensor is never overwritten, because the format is too coarse. Nor
     * is the graph's output, which has to stay unchanged.
     */
    private boolean mayBeRestored(Node node, Node bn, Node sum) {
        boolean exactWanted =
                !(node.op() instanceof Op.Conv2d || node.op() instanceof Op.BatchNorm || node.op() instanceof Op.Add);
        return training
                && precision(node) == Precision.FLOAT32
                && !exactWanted
                && node != graph.output()
                && sum != graph.output()
                && readers.get(node).stream().allMatch(reader -> reader == sum || isReadOnlyBefore(bn, reader));
    }

    /**
     * Returns whether {@code reader} comes before {@code bn} and uses its input in products only. If the output of the
     * reader is recomputed in the backward pass, its own readers have to fulfill the same.
     */
    private boolean isReadOnlyBefore(Node bn, Node reader) {
        boolean recomputed = reader.op() instanceof Op.BatchNorm || reader.op() instanceof Op.Relu && isFused(reader);
        return !(reader.op() instanceof Op.MaxPool)
                && reader.index() < bn.index()
                && (!recomputed || readers.get(reader).stream().allMatch(next -> isReadOnlyBefore(bn, next)));
    }

    /**
     * Returns whether {@code writer} computes the sum {@code reader}: it is that sum, or a chain of only readers leads
     * from it to that sum.
     */
    private boolean isSumOf(Node reader, Node writer) {
        Node node = writer;
        while (node != reader
                && node.op() instanceof Op.Add == false
                && readers.get(node).size() == 1) {
            node = onlyReader(node);
        }
        return node == reader && reader.op() instanceof Op.Add;
    }

    private boolean isFused(Node relu) {
        return relu.input().op() instanceof Op.BatchNorm && isReadOnlyBy(relu.input(), Op.Relu.class);
    }

    private Node onlyReader(Node node) {
        return readers.get(node).get(0);
    }

    private boolean isReadOnlyBy(Node node, Class<? extends Op> reader) {
        List<Node> all = readers.get(node);
        return node != graph.output()
                && all.size() == 1
                && reader.isInstance(all.get(0).op());
    }

    private void lowerBackward() {
        for (Node node : graph.nodes()) {
            if (!node.parameters().isEmpty() || node.inputs().stream().anyMatch(trained::contains)) {
                trained.add(node);
            }
        }
        Node output = graph.output();
        Tensor gradient = gradientOf(output);
        forward.add(new Instruction.LossGradient(output, activation(output), gradient));
        gradients.put(output, gradient);
        for (Node node : graph.nodes().reversed()) {
            if (trained.contains(node)) {
                lowerBackward(node, gradients.get(node));
                gradients.remove(node);
            }
        }
    }

    private void lowerBackward(Node node, Tensor dy) {
        switch (node.op()) {
            case Op.Input op -> throw new IllegalStateException("the input has no gradient");
            case Op.Conv2d op -> {
                backward.add(new Instruction.Conv2dBackwardWeights(node, recomputedActivation(node.input()), dy));
                if (trained.contains(node.input())) {
                    boolean accumulate = gradients.containsKey(node.input());
                    Tensor dx = accumulate ? accumulator(node, node.input()) : newGradient(node.input());
                    backward.add(new Instruction.Conv2dBackwardData(node, dy, dx, accumulate));
                }
            }
            case Op.BatchNorm op -> {
                Tensor dx = contribution(node.input());
                boolean relu = isReadOnlyBy(node, Op.Relu.class);
                Tensor x = activation(node.input());
                backward.add(new Instruction.BatchNormGradientSums(node, x, dy, relu));
                backward.add(new Instruction.BatchNormBackward(node, x, dy, dx, relu, restored.get(node)));
                contribute(node, node.input(), dx);
            }
            case Op.Relu op -> {
                if (isFused(node)) {
                    gradients.put(node.input(), dy);
                } else {
                    Tensor dx = contribution(node.input());
                    backward.add(new Instruction.ReluBackward(node, activation(node), dy, dx));
                    contribute(node, node.input(), dx);
                }
            }
            case Op.Add op -> node.inputs().forEach(summand -> contribute(node, summand, dy));
            case Op.DepthwiseConv2d op -> {
                backward.add(new Instruction.DepthwiseBackwardWeights(node, recomputedActivation(node.input()), dy));
                if (trained.contains(node.input())) {
                    Tensor dx = contribution(node.input());
                    backward.add(new Instruction.DepthwiseBackwardData(node, dy, dx));
                    contribute(node, node.input(), dx);
                }
            }
            case Op.MaxPool op -> {
                Tensor dx = contribution(node.input());
                backward.add(new Instruction.MaxPoolBackward(node, recomputedActivation(node.input()), dy, dx));
                contribute(node, node.input(), dx);
            }
            case Op.GlobalAveragePool op -> {
                Tensor dx = contribution(node.input());
                backward.add(new Instruction.GlobalAveragePoolBackward(node, dy, dx));
                contribute(node, node.input(), dx);
            }
            case Op.Dense op -> {
                Tensor dx = contribution(node.input());
                backward.add(new Instruction.DenseBackward(node, recomputedActivation(node.input()), dy, dx));
                contribute(node, node.input(), dx);
            }
        }
    }

    private Tensor contribution(Node input) {
        return gradientOf(input);
    }

    /** Makes {@code dx} the gradient of {@code input}, or adds it to the gradient that is already there. */
    private void contribute(Node reader, Node input, Tensor dx) {
        if (!trained.contains(input)) {
            return;
        }
        if (gradients.containsKey(input)) {
            Tensor sum = accumulator(reader, input);
            backward.add(new Instruction.Add(reader, sum, dx, sum));
        } else {
            gradients.put(input, dx);
        }
    }

    /**
     * Returns the tensor with the gradient of {@code input}, for adding to it. It is a copy if other nodes still need
     * the shared tensor unchanged.
     */
    private Tensor accumulator(Node reader, Node input) {
        Tensor shared = gradients.get(input);
        boolean wanted = gradients.entrySet().stream()
                .anyMatch(entry -> entry.getKey() != input && entry.getValue().equals(shared));
        if (!wanted) {
            return shared;
        }
        Tensor own = newGradient(input);
        backward.add(new Instruction.Copy(reader, shared, own));
        return own;
    }

    /**
     * Returns the activation of a node for the backward pass. The output of a batch normalization, with its ReLU, is
     * recomputed from its input. The input is kept anyway, and computing is cheaper than storing and fetching.
     */
    private Tensor recomputedActivation(Node node) {
        Node bn = node.op() instanceof Op.Relu && isFused(node) ? node.input() : node;
        if (!(bn.op() instanceof Op.BatchNorm)) {
            return activation(node);
        }
        Tensor again = activationOf(node);
        backward.add(new Instruction.BatchNormForward(bn, activation(bn.input()), null, again, bn != node));
        return again;
    }

    private Tensor activation(Node node) {
        return activations.get(node);
    }

    private Tensor newActivation(Node node) {
        Tensor y = activationOf(node);
        activations.put(node, y);
        return y;
    }

    private Tensor newGradient(Node node) {
        Tensor dx = gradientOf(node);
        gradients.put(node, dx);
        return dx;
    }

    private Tensor activationOf(Node node) {
        return tensor(node.name(), node);
    }

    private Tensor gradientOf(Node node) {
        return tensor(node.name() + "'", node);
    }

    private Tensor tensor(String name, Node node) {
        Tensor tensor = new Tensor(tensors.size(), name, node.shape(), precision(node));
        tensors.add(tensor);
        return tensor;
    }

    /**
     * Returns the precision of a node's tensors. From a global average pooling on, it is float32: those tensors are
     * small, and the loss needs exact values.
     */
    private Precision precision(Node node) {
        return switch (node.op()) {
            case Op.Input op -> precision;
            case Op.GlobalAveragePool op -> Precision.FLOAT32;
            default -> precision(node.inputs().get(0));
        };
    }
}
