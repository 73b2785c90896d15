package dev.zankyo.benchmarks.tensorflow;

import dev.zankyo.backend.Adam;
import dev.zankyo.backend.Weights;
import dev.zankyo.benchmarks.peers.Case;
import dev.zankyo.benchmarks.peers.Contestant;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/** A network in training: forward, backward and Adam in one run of a session. Parameters and moments are variables. */
final class TensorflowTraining implements Contestant.Training {
    private final Graph graph;
    private final Weights weights;
    private final Case what;
    private final org.tensorflow.Graph flow = new org.tensorflow.Graph();
    private final Ops tf = Ops.create(flow);
    private final Session session;
    private final List<org.tensorflow.op.Op> initial = new ArrayList<>();
    private final List<org.tensorflow.op.Op> updates = new ArrayList<>();
    private final Map<Parameter, Variable> variables = new HashMap<>();
    private final Placeholder<TFloat32> images = tf.placeholder(TFloat32.class);
    private final Placeholder<TFloat32> targets = tf.placeholder(TFloat32.class);
    private final Placeholder<TFloat32> learningRate = tf.placeholder(TFloat32.class);
    private final Placeholder<TFloat32> beta1Power = tf.placeholder(TFloat32.class);
    private final Placeholder<TFloat32> beta2Power = tf.placeholder(TFloat32.class);
    private final Operand<TFloat32> loss;
    private final Adam adam = Adam.KERAS;
    private long step;

    private record Variable(Operand<?> handle, Output<TFloat32> value, Shape shape) {}

    TensorflowTraining(Graph graph, Weights weights, Case what) {
        this.graph = graph;
        this.weights = weights;
        this.what = what;
        Operand<TFloat32> logits = forward();
        loss = tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(logits, targets).loss(), tf.constant(0));
        addAdam();
        session = Tensors.session(flow, what);
        Session.Runner runner = session.runner();
        initial.forEach(runner::addTarget);
        runner.run().close();
    }

    private Variable variable(Node node, Role role) {
        return variables.computeIfAbsent(node.parameter(role), parameter -> {
            float[] vector = role.trainable() ? weights.parameters() : weights.movingStatistics();
            float[] values = Arrays.copyOfRange(vector, parameter.offset(), parameter.end());
            List<Integer> s = parameter.shape();
            return variable(
                    s.size() == 4
                            ? Tensors.filter(values, s.get(0), s.get(1), s.get(2), s.get(3))
                            : Tensors.of(
                                    values,
                                    Shape.of(s.stream().mapToLong(Integer::longValue).toArray())));
        });
    }

    private Variable variable(TFloat32 value) {
        var handle = tf.varHandleOp(TFloat32.class, value.shape(), org.tensorflow.op.core.VarHandleOp.sharedName("v" + initial.size()));
        initial.add(tf.assignVariableOp(handle, tf.constantOf(value)));
        return new Variable(handle, tf.readVariableOp(handle, TFloat32.class).asOutput(), value.shape());
    }

    private Variable moment(Shape shape) {
        return variable(Tensors.of(new float[(int) shape.size()], shape));
    }

    private Operand<TFloat32> forward() {
        List<Operand<TFloat32>> outputs = new ArrayList<>();
        for (Node node : graph.nodes()) {
            List<Operand<TFloat32>> inputs =
                    node.inputs().stream().map(n -> outputs.get(n.index())).toList();
            outputs.add(apply(node, inputs));
        }
        return outputs.get(graph.output().index());
    }

    private Operand<TFloat32> apply(Node node, List<Operand<TFloat32>> inputs) {
        return switch (node.op()) {
            case Op.Input input -> images;
            case Op.Conv2d conv ->
                tf.nn.biasAdd(
                        tf.nn.conv2d(
                                inputs.get(0),
                                variable(node, Role.WEIGHT).value(),
                                List.of(1L, (long) conv.stride(), (long) conv.stride(), 1L),
                                "SAME"),
                        variable(node, Role.BIAS).value());
            case Op.BatchNorm bn -> batchNorm(node, bn, inputs.get(0));
            case Op.Relu relu -> tf.nn.relu(inputs.get(0));
            case Op.Add add -> tf.math.add(inputs.get(0), inputs.get(1));
            case Op.GlobalAveragePool pool -> tf.math.mean(inputs.get(0), tf.constant(new int[] {1, 2}));
            case Op.Dense dense ->
                tf.nn.biasAdd(
                        tf.linalg.matMul(inputs.get(0), variable(node, Role.WEIGHT).value(), MatMul.transposeB(true)),
                        variable(node, Role.BIAS).value());
            default ->
                throw new IllegalArgumentException(node + ": the peers know the residual network's operations only");
        };
    }

    private Operand<TFloat32> batchNorm(Node node, Op.BatchNorm bn, Operand<TFloat32> x) {
        Variable mean = variable(node, Role.MOVING_MEAN);
        Variable variance = variable(node, Role.MOVING_VARIANCE);
        FusedBatchNorm<TFloat32, TFloat32> norm = tf.nn.fusedBatchNorm(
                x,
                variable(node, Role.GAMMA).value(),
                variable(node, Role.BETA).value(),
                mean.value(),
                variance.value(),
                FusedBatchNorm.epsilon(bn.epsilon()),
                FusedBatchNorm.exponentialAvgFactor(1 - bn.momentum()),
                FusedBatchNorm.isTraining(true));
        updates.add(tf.assignVariableOp(mean.handle(), norm.batchMean()));
        updates.add(tf.assignVariableOp(variance.handle(), norm.batchVariance()));
        return norm.y();
    }

    private void addAdam() {
        List<Variable> trained = graph.trainable().stream().map(variables::get).toList();
        Output<?>[] values = trained.stream().map(Variable::value).toArray(Output<?>[]::new);
        Output<?>[] gradients = flow.addGradients(loss.asOutput(), values);
        for (int i = 0; i < values.length; i++) {
            Variable parameter = trained.get(i);
            updates.add(apply(parameter, gradients[i]));
        }
    }

    @SuppressWarnings("unchecked") // the gradient of float32 is float32
    private org.tensorflow.op.Op apply(Variable parameter, Output<?> gradient) {
        return tf.train.resourceApplyAdam(
                parameter.handle(),
                moment(parameter.shape()).handle(),
                moment(parameter.shape()).handle(),
                beta1Power,
                beta2Power,
                learningRate,
                tf.constant((float) adam.beta1()),
                tf.constant((float) adam.beta2()),
                tf.constant((float) adam.epsilon()),
                (Output<TFloat32>) gradient);
    }

    @Override
    public float step(float[] inputs, float[] targetRows, float rate) {
        step++;
        dev.zankyo.graph.Shape shape = graph.input().shape();
        try (TFloat32 x = Tensors.of(
                        inputs, Shape.of(what.batchSize(), shape.height(), shape.width(), shape.channels()));
                TFloat32 t = Tensors.of(targetRows, Shape.of(what.batchSize(), targetRows.length / what.batchSize()));
                TFloat32 alpha = TFloat32.scalarOf(rate);
                TFloat32 power1 = TFloat32.scalarOf((float) Math.pow(adam.beta1(), step));
                TFloat32 power2 = TFloat32.scalarOf((float) Math.pow(adam.beta2(), step))) {
            Session.Runner runner = session.runner()
                    .feed(images, x)
                    .feed(targets, t)
                    .feed(learningRate, alpha)
                    .feed(beta1Power, power1)
                    .feed(beta2Power, power2)
                    .fetch(loss);
            updates.forEach(runner::addTarget);
            try (var result = runner.run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        }
    }

    @Override
    public void close() {
        session.close();
        flow.close();
    }
}
