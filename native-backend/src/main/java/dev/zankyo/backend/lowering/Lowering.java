package dev.zankyo.backend.lowering;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a graph into a {@link Program}. What it decides:
 *
 * <ul>
 *   <li>A ReLU that alone reads a batch normalisation becomes part of it.
 *   <li>A sum is made in the place of a summand that nobody needs afterwards; if the other summand is a convolution that
 *       only the sum reads, the convolution adds to that place itself.
 *   <li>Going back, the gradient of a sum is that of both summands: they share one tensor until one of them has to grow
 *       while the other is still wanted.
 * </ul>
 */
public final class Lowering {
    private final Graph graph;
    private final List<Tensor> tensors = new ArrayList<>();
    private final List<Instruction> forward = new ArrayList<>();
    private final List<Instruction> backward = new ArrayList<>();
    private final Map<Node, List<Node>> readers = new HashMap<>();
    private final Map<Node, Tensor> activations = new HashMap<>();
    private final Map<Node, Tensor> gradients = new HashMap<>();
    private final Set<Node> trained = new HashSet<>();

    private Lowering(Graph graph) {
        this.graph = graph;
        for (Node node : graph.nodes()) {
            readers.put(node, new ArrayList<>());
            node.inputs().forEach(input -> readers.get(input).add(node));
        }
    }

    /** The program of a training step. */
    public static Program training(Graph graph) {
        Lowering lowering = new Lowering(graph);
        lowering.lowerForward(true);
        lowering.lowerBackward();
        return lowering.program();
    }

    /** The program of inference. */
    public static Program inference(Graph graph) {
        Lowering lowering = new Lowering(graph);
        lowering.lowerForward(false);
        return lowering.program();
    }

    private Program program() {
        return new Program(
                graph, tensors, activations.get(graph.input()), activations.get(graph.output()), forward, backward);
    }

    private void lowerForward(boolean training) {
        for (Node node : graph.nodes()) {
            switch (node.op()) {
                case Op.Input op -> activations.put(node, tensor(node.name(), node.shape()));
                case Op.Conv2d op -> lowerConv2d(node);
                case Op.BatchNorm op -> lowerBatchNorm(node, training);
                case Op.Relu op -> lowerRelu(node);
                case Op.Add op -> lowerAdd(node);
                case Op.GlobalAveragePool op ->
                    forward.add(new Instruction.GlobalAveragePoolForward(
                            node, activation(node.input()), newActivation(node)));
                case Op.Dense op ->
                    forward.add(new Instruction.DenseForward(node, activation(node.input()), newActivation(node)));
            }
        }
    }

    private void lowerConv2d(Node conv) {
        Node place = placeToAddTo(conv);
        Tensor y = place == null ? newActivation(conv) : activations.get(place);
        activations.put(conv, y);
        forward.add(new Instruction.Conv2dForward(conv, activation(conv.input()), y, place != null));
    }

    /** The other summand, if the convolution is read by one sum only and that summand is ready and may be overwritten. */
    private Node placeToAddTo(Node conv) {
        if (!isReadOnlyBy(conv, Op.Add.class)) {
            return null;
        }
        Node sum = readers.get(conv).get(0);
        Node other =
                sum.inputs().get(0) == conv ? sum.inputs().get(1) : sum.inputs().get(0);
        return other.index() < conv.index() && mayBeOverwritten(other) ? other : null;
    }

    private void lowerBatchNorm(Node bn, boolean training) {
        boolean relu = isReadOnlyBy(bn, Op.Relu.class);
        Tensor x = activation(bn.input());
        Tensor y = newActivation(bn);
        forward.add(
                training
                        ? new Instruction.BatchNormForward(bn, x, y, relu)
                        : new Instruction.BatchNormInference(bn, x, y, relu));
    }

    private void lowerRelu(Node relu) {
        if (isFused(relu)) {
            activations.put(relu, activation(relu.input()));
        } else {
            forward.add(new Instruction.ReluForward(relu, activation(relu.input()), newActivation(relu)));
        }
    }

    private void lowerAdd(Node sum) {
        Node a = sum.inputs().get(0);
        Node b = sum.inputs().get(1);
        if (activation(a) == activation(b) && a != b) {
            activations.put(sum, activation(a)); // the convolution has added itself
            return;
        }
        Node place = mayBeOverwritten(a) ? a : mayBeOverwritten(b) ? b : null;
        Tensor y = place == null ? newActivation(sum) : activation(place);
        activations.put(sum, y);
        Node first = place == b ? b : a;
        Node second = place == b ? a : b;
        forward.add(new Instruction.Add(sum, activation(first), activation(second), y));
    }

    /** Whether the one reader of a node's activation may write over it: neither the output nor the way back needs it. */
    private boolean mayBeOverwritten(Node node) {
        boolean neededBack = !(node.op() instanceof Op.Conv2d
                || node.op() instanceof Op.BatchNorm
                || node.op() instanceof Op.Dense
                || node.op() instanceof Op.Add);
        return !neededBack && node != graph.output() && readers.get(node).size() == 1;
    }

    private boolean isFused(Node relu) {
        return relu.input().op() instanceof Op.BatchNorm && isReadOnlyBy(relu.input(), Op.Relu.class);
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
        Tensor gradient = tensor(output.name() + "'", output.shape());
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
                backward.add(new Instruction.Conv2dBackwardWeights(node, activation(node.input()), dy));
                if (trained.contains(node.input())) {
                    boolean accumulate = gradients.containsKey(node.input());
                    Tensor dx = accumulate ? growing(node, node.input()) : newGradient(node.input());
                    backward.add(new Instruction.Conv2dBackwardData(node, dy, dx, accumulate));
                }
            }
            case Op.BatchNorm op -> {
                Tensor dx = contribution(node.input());
                boolean relu = isReadOnlyBy(node, Op.Relu.class);
                backward.add(new Instruction.BatchNormBackward(node, activation(node.input()), dy, dx, relu));
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
            case Op.GlobalAveragePool op -> {
                Tensor dx = contribution(node.input());
                backward.add(new Instruction.GlobalAveragePoolBackward(node, dy, dx));
                contribute(node, node.input(), dx);
            }
            case Op.Dense op -> {
                Tensor dx = contribution(node.input());
                backward.add(new Instruction.DenseBackward(node, activation(node.input()), dy, dx));
                contribute(node, node.input(), dx);
            }
        }
    }

    private Tensor contribution(Node input) {
        return tensor(input.name() + "'", input.shape());
    }

    /** Makes {@code dx} the gradient of a node, or a part of it if there is one already. */
    private void contribute(Node reader, Node input, Tensor dx) {
        if (!trained.contains(input)) {
            return;
        }
        if (gradients.containsKey(input)) {
            Tensor sum = growing(reader, input);
            backward.add(new Instruction.Add(reader, sum, dx, sum));
        } else {
            gradients.put(input, dx);
        }
    }

    /** The gradient of {@code input}, about to be added to: a copy of its own if other nodes still want it as it is. */
    private Tensor growing(Node reader, Node input) {
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

    private Tensor activation(Node node) {
        return activations.get(node);
    }

    private Tensor newActivation(Node node) {
        Tensor y = tensor(node.name(), node.shape());
        activations.put(node, y);
        return y;
    }

    private Tensor newGradient(Node node) {
        Tensor dx = tensor(node.name() + "'", node.shape());
        gradients.put(node, dx);
        return dx;
    }

    private Tensor tensor(String name, Shape shape) {
        Tensor tensor = new Tensor(tensors.size(), name, shape);
        tensors.add(tensor);
        return tensor;
    }
}
