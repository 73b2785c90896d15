package dev.zankyo.cli.inspect;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A summary of a network as {@code model.summary()} of TensorFlow 2.x prints it: one row per layer. It is 65 columns
 * wide, or as wide as a narrower terminal. A residual block is one layer, as in the Keras code that this project
 * reimplements.
 */
final class ModelSummary {
    private static final int WIDTH = 65;
    private static final int PARAMETERS = 10;
    private static final int SHAPE = 22;

    private static final Pattern BLOCK = Pattern.compile("(stage\\d+\\.block\\d+)\\..*");

    private final int width;
    private final int[] columnEnds;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Integer> rowsOfKind = new HashMap<>();

    private ModelSummary(int columns) {
        width = Math.min(WIDTH, columns);
        columnEnds = width == WIDTH
                ? new int[] {29, 55, WIDTH}
                : new int[] {Math.max(1, width - PARAMETERS - SHAPE), Math.max(2, width - PARAMETERS), width};
    }

    /** Returns the summary, at most {@code columns} wide; every line ends with a line feed. */
    static String of(Graph graph, int columns) {
        return new ModelSummary(columns).summarize(graph);
    }

    private String summarize(Graph graph) {
        line("Model: \"sequential\"");
        rule("_");
        row("Layer (type)", "Output Shape", "Param #");
        rule("=");
        List<List<Node>> layers = layers(graph);
        for (List<Node> layer : layers) {
            layerRow(layer);
            rule(layer == layers.get(layers.size() - 1) ? "=" : "_");
        }
        int trainable = graph.trainableSize();
        int moving = graph.movingStatisticsSize();
        line(String.format(Locale.ROOT, "Total params: %,d", trainable + moving));
        line(String.format(Locale.ROOT, "Trainable params: %,d", trainable));
        line(String.format(Locale.ROOT, "Non-trainable params: %,d", moving));
        rule("_");
        return text.toString();
    }

    /** Groups the nodes, without the input, into layers. All nodes of a residual block form one layer. */
    private static List<List<Node>> layers(Graph graph) {
        List<List<Node>> layers = new ArrayList<>();
        String openBlock = null;
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Op.Input) {
                continue;
            }
            Matcher matcher = BLOCK.matcher(node.name());
            String block = matcher.matches() ? matcher.group(1) : null;
            if (block == null || !block.equals(openBlock)) {
                layers.add(new ArrayList<>());
            }
            layers.get(layers.size() - 1).add(node);
            openBlock = block;
        }
        return layers;
    }

    private void layerRow(List<Node> layer) {
        Node last = layer.get(layer.size() - 1);
        String type = BLOCK.matcher(last.name()).matches() ? "ResidualBlock" : typeOf(last.op());
        int parameters = layer.stream()
                .flatMap(node -> node.parameters().stream())
                .mapToInt(Parameter::size)
                .sum();
        row(nameOf(type) + " (" + type + ")", shapeOf(last), Integer.toString(parameters));
    }

    private static String typeOf(Op op) {
        return switch (op) {
            case Op.Input i -> "InputLayer";
            case Op.Conv2d c -> "Conv2D";
            case Op.DepthwiseConv2d c -> "DepthwiseConv2D";
            case Op.BatchNorm b -> "BatchNormalization";
            case Op.Relu r -> "Activation";
            case Op.Add a -> "Add";
            case Op.MaxPool p -> "MaxPooling2D";
            case Op.GlobalAveragePool p -> "GlobalAveragePooling2D";
            case Op.Dense d -> "Dense";
        };
    }

    /**
     * Returns a layer name as Keras makes it: the type in snake case, with a number from the second layer of a type on.
     */
    private String nameOf(String type) {
        String kind = type.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        int earlier = rowsOfKind.merge(kind, 1, Integer::sum) - 1;
        return earlier == 0 ? kind : kind + "_" + earlier;
    }

    private static String shapeOf(Node node) {
        Shape shape = node.shape();
        boolean flat = node.op() instanceof Op.GlobalAveragePool || node.op() instanceof Op.Dense;
        return flat
                ? "(None, " + shape.channels() + ")"
                : "(None, " + shape.height() + ", " + shape.width() + ", " + shape.channels() + ")";
    }

    /**
     * Writes a row. A field that reaches the end of its column is cut there, so that a blank precedes the next column.
     */
    private void row(String... fields) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < fields.length; i++) {
            if (i > 0) {
                row.setCharAt(row.length() - 1, ' ');
            }
            row.append(fields[i]);
            row.setLength(Math.min(row.length(), columnEnds[i]));
            row.append(" ".repeat(columnEnds[i] - row.length()));
        }
        line(row.toString());
    }

    private void rule(String of) {
        line(of.repeat(width));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
