package dev.zankyo.backend.reference;

import dev.zankyo.backend.reference.Formulas.Moments;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import java.util.Arrays;

/** A forward and backward pass over a graph for one batch, which keeps every activation. */
final class Pass {
    private final Graph graph;
    private final int batch;
    private final Formulas formulas;
    private final double[][] activations;
    private final double[][] gradients;
    private final double[][] normals;
    private final Moments[] moments;

    Pass(Graph graph, int batch, Formulas formulas) {
        this.graph = graph;
        this.batch = batch;
        this.formulas = formulas;
        int nodes = graph.nodes().size();
        activations = new double[nodes][];
        gradients = new double[nodes][];
        normals = new double[nodes][];
        moments = new Moments[nodes];
    }

    /** Normalizes with the batch's own moments and updates the moving statistics. */
    void train(float[] inputs, double[] parameters, double[] statistics) {
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Op.BatchNorm op) {
                Moments batchMoments = formulas.moments(
                        activations[node.input().index()], node.shape().channels());
                moveStatistics(node, op, batchMoments, statistics);
                moments[node.index()] = batchMoments;
            }
            forward(node, inputs, parameters);
        }
    }

    /** Normalizes with the moving statistics. */
    void infer(float[] inputs, double[] parameters, double[] statistics) {
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Op.BatchNorm) {
                double[] mean = slice(statistics, node.parameter(Role.MOVING_MEAN));
                double[] variance = slice(statistics, node.parameter(Role.MOVING_VARIANCE));
                moments[node.index()] = new Moments(mean, variance, 0);
            }
            forward(node, inputs, parameters);
        }
    }

    private void forward(Node node, float[] inputs, double[] parameters) {
        activations[node.index()] = switch (node.op()) {
            case Op.Input op -> toDoubles(inputs);
            case Op.Conv2d op ->
                formulas.conv2d(
                        op,
                        node.input().shape(),
                        node.shape(),
                        batch,
                        read(node, 0),
                        slice(parameters, node.parameter(Role.WEIGHT)),
                        slice(parameters, node.parameter(Role.BIAS)));
            case Op.BatchNorm op -> {
                normals[node.index()] =
                        formulas.normalise(read(node, 0), moments[node.index()], Formulas.decimal(op.epsilon()));
                yield formulas.batchNorm(
                        normals[node.index()],
                        slice(parameters, node.parameter(Role.GAMMA)),
                        slice(parameters, node.parameter(Role.BETA)));
            }
            case Op.Relu op -> formulas.relu(read(node, 0));
            case Op.Add op -> formulas.add(read(node, 0), read(node, 1));
            case Op.DepthwiseConv2d op ->
                formulas.depthwiseConv2d(
                        op,
                        node.input().shape(),
                        node.shape(),
                        batch,
                        read(node, 0),
                        slice(parameters, node.parameter(Role.WEIGHT)),
                        slice(parameters, node.parameter(Role.BIAS)));
            case Op.MaxPool op -> formulas.maxPool(op, node.input().shape(), node.shape(), batch, read(node, 0));
            case Op.GlobalAveragePool op ->
                formulas.globalAveragePool(node.input().shape(), batch, read(node, 0));
            case Op.Dense op ->
                formulas.dense(
                        batch,
                        read(node, 0),
                        slice(parameters, node.parameter(Role.WEIGHT)),
                        slice(parameters, node.parameter(Role.BIAS)));
        };
    }

    private void moveStatistics(Node node, Op.BatchNorm op, Moments fed, double[] statistics) {
        int mean = node.parameter(Role.MOVING_MEAN).offset();
        int variance = node.parameter(Role.MOVING_VARIANCE).offset();
        double momentum = Formulas.decimal(op.momentum());
        for (int c = 0; c < node.shape().channels(); c++) {
            double varianceFed = formulas.varianceFed(fed.variance()[c], fed.count());
            statistics[mean + c] = formulas.moved(statistics[mean + c], fed.mean()[c], momentum);
            statistics[variance + c] = formulas.moved(statistics[variance + c], varianceFed, momentum);
        }
    }

    /** Computes the gradients of the trainable parameters from the gradient of the output. */
    void backward(double[] outputGradient, double[] parameters, double[] parameterGradients) {
        for (Node node : graph.nodes()) {
            gradients[node.index()] = new double[batch * node.shape().size()];
        }
        gradients[graph.output().index()] = outputGradient;
        for (Node node : graph.nodes().reversed()) {
            backward(node, gradients[node.index()], parameters, parameterGradients);
        }
    }

    private void backward(Node node, double[] dy, double[] parameters, double[] parameterGradients) {
        switch (node.op()) {
            case Op.Input op -> {}
            case Op.Conv2d op -> {
                var in = node.input().shape();
                double[] w = slice(parameters, node.parameter(Role.WEIGHT));
                put(
                        parameterGradients,
                        node.parameter(Role.WEIGHT),
                        formulas.conv2dWeightGradient(op, in, node.shape(), batch, dy, read(node, 0)));
                put(parameterGradients, node.parameter(Role.BIAS), formulas.biasGradient(dy, op.filters()));
                pass(node, 0, formulas.conv2dInputGradient(op, in, node.shape(), batch, dy, w));
            }
            case Op.BatchNorm op -> {
                double[] normal = normals[node.index()];
                double[] gamma = slice(parameters, node.parameter(Role.GAMMA));
                double epsilon = Formulas.decimal(op.epsilon());
                put(parameterGradients, node.parameter(Role.GAMMA), formulas.gammaGradient(dy, normal, gamma.length));
                put(parameterGradients, node.parameter(Role.BETA), formulas.biasGradient(dy, gamma.length));
                pass(node, 0, formulas.batchNormInputGradient(dy, normal, moments[node.index()], epsilon, gamma));
            }
            case Op.Relu op -> pass(node, 0, formulas.reluGradient(dy, read(node, 0)));
            case Op.Add op -> {
                pass(node, 0, formulas.addGradient(dy, 0));
                pass(node, 1, formulas.addGradient(dy, 1));
            }
            case Op.DepthwiseConv2d op -> {
                var in = node.input().shape();
                double[] w = slice(parameters, node.parameter(Role.WEIGHT));
                put(
                        parameterGradients,
                        node.parameter(Role.WEIGHT),
                        formulas.depthwiseWeightGradient(op, in, node.shape(), batch, dy, read(node, 0)));
                put(
                        parameterGradients,
                        node.parameter(Role.BIAS),
                        formulas.biasGradient(dy, node.shape().channels()));
                pass(node, 0, formulas.depthwiseInputGradient(op, in, node.shape(), batch, dy, w));
            }
            case Op.MaxPool op -> {
                var in = node.input().shape();
                pass(node, 0, formulas.maxPoolGradient(op, in, node.shape(), batch, dy, read(node, 0)));
            }
            case Op.GlobalAveragePool op ->
                pass(node, 0, formulas.globalAveragePoolGradient(node.input().shape(), batch, dy));
            case Op.Dense op -> {
                double[] w = slice(parameters, node.parameter(Role.WEIGHT));
                put(
                        parameterGradients,
                        node.parameter(Role.WEIGHT),
                        formulas.denseWeightGradient(batch, dy, read(node, 0)));
                put(parameterGradients, node.parameter(Role.BIAS), formulas.biasGradient(dy, op.units()));
                pass(node, 0, formulas.denseInputGradient(batch, dy, w));
            }
        }
    }

    double[] activation(Node node) {
        return activations[node.index()];
    }

    private double[] read(Node node, int operand) {
        return activations[node.inputs().get(operand).index()];
    }

    private void pass(Node node, int operand, double[] gradient) {
        formulas.accumulate(gradients[node.inputs().get(operand).index()], gradient);
    }

    private static void put(double[] vector, Parameter parameter, double[] values) {
        System.arraycopy(values, 0, vector, parameter.offset(), parameter.size());
    }

    private static double[] slice(double[] vector, Parameter parameter) {
        return Arrays.copyOfRange(vector, parameter.offset(), parameter.end());
    }

    static double[] toDoubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    static float[] toFloats(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }
}
