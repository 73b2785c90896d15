package dev.zankyo.export;

import com.samskivert.mustache.Mustache;
import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Parameter.Role;
import dev.zankyo.graph.Shape;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.model.Calibration;
import dev.zankyo.model.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A model as one Java source file that depends on the JDK alone, version 17 or later. It predicts a recording from its
 * samples, or a row from its values, by plain loops, which are much slower than a backend of this program.
 *
 * @param model the model
 * @param type name of the class, which is in the unnamed package
 */
public record JavaExport(TrainedModel model, String type) {
    /** The most characters of a constant. A class file allows 65,535 bytes. */
    private static final int PIECE = 60_000;

    private static final String TEMPLATE = "classifier.mustache";

    record View(
            String name,
            String version,
            String origin,
            String classes,
            int bands,
            int frames,
            float mean,
            float deviation,
            float temperature,
            List<String> layers,
            String output,
            FrontEnd frontEnd,
            List<String> texts) {}

    record FrontEnd(
            int rate,
            int nFft,
            int window,
            int hop,
            int power,
            double floor,
            double topDb,
            String pad,
            String level,
            String fit,
            int bandWeights,
            int windowValues) {}

    /**
     * Writes the file, replacing a file of that name.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        byte[] text = text().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(text));
    }

    private String text() {
        Graph graph = model.graph();
        int statistics = graph.trainableSize();
        int frontEnd = statistics + graph.movingStatisticsSize();
        Map<Node, String> values = new HashMap<>();
        values.put(graph.input(), "v0");
        List<String> layers = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node != graph.input()) {
                values.put(node, "v" + node.index());
                layers.add("float[] v" + node.index() + " = " + layer(node, values, statistics) + ";");
            }
        }
        var view = new View(
                type,
                model.provenance().version(),
                "Trained on " + commented(model.provenance().input()) + ".",
                model.classes().stream().map(JavaExport::literal).collect(Collectors.joining(", ")),
                model.config().bands(),
                model.config().frames(),
                model.standardization().mean(),
                model.standardization().deviation(),
                model.calibration().map(Calibration::temperature).orElse(1f),
                layers,
                values.get(graph.output()),
                model.frontEnd().map(spec -> frontEnd(spec, frontEnd)).orElse(null),
                pieces());
        return Mustache.compiler()
                .escapeHTML(false)
                .strictSections(true)
                .nullValue(null)
                .compile(template())
                .execute(view);
    }

    private static FrontEnd frontEnd(LogMelSpec spec, int offset) {
        return new FrontEnd(
                spec.sampleRate(),
                spec.nFft(),
                spec.winLength(),
                spec.hopLength(),
                spec.power(),
                spec.floor(),
                spec.topDb(),
                spec.fields().get("pad_mode").toString(),
                spec.fields().get("level").toString(),
                spec.fields().get("fit").toString(),
                offset,
                offset + spec.nMels() * (spec.nFft() / 2 + 1));
    }

    private static String layer(Node node, Map<Node, String> values, int statistics) {
        String x = values.get(node.inputs().getFirst());
        Shape shape = node.shape();
        return switch (node.op()) {
            case Op.Conv2d op ->
                call(
                        "convolution",
                        x,
                        sizes(node.input().shape()),
                        sizes(shape),
                        op.kernelHeight(),
                        op.kernelWidth(),
                        op.stride(),
                        op.paddingBefore(node.input().shape().height(), op.kernelHeight()),
                        op.paddingBefore(node.input().shape().width(), op.kernelWidth()),
                        at(node, Role.WEIGHT),
                        at(node, Role.BIAS));
            case Op.BatchNorm op ->
                call(
                        "normalization",
                        x,
                        shape.channels(),
                        op.epsilon() + "f",
                        at(node, Role.GAMMA),
                        at(node, Role.BETA),
                        statistics + at(node, Role.MOVING_MEAN),
                        statistics + at(node, Role.MOVING_VARIANCE));
            case Op.Relu ignored -> call("relu", x);
            case Op.Add ignored -> call("sum", x, values.get(node.inputs().get(1)));
            case Op.GlobalAveragePool ignored -> call("average", x, shape.channels());
            case Op.Dense op -> call("dense", x, op.units(), at(node, Role.WEIGHT), at(node, Role.BIAS));
            case Op.Input ignored -> throw unexpected(node);
            case Op.DepthwiseConv2d ignored -> throw unexpected(node);
            case Op.MaxPool ignored -> throw unexpected(node);
        };
    }

    private static IllegalStateException unexpected(Node node) {
        return new IllegalStateException(node.name() + ": a residual network has no " + node.op());
    }

    private static int at(Node node, Role role) {
        return node.parameter(role).offset();
    }

    private static String sizes(Shape shape) {
        return "new int[] {" + shape.height() + ", " + shape.width() + ", " + shape.channels() + "}";
    }

    private static String call(String method, Object... arguments) {
        return List.of(arguments).stream().map(Object::toString).collect(Collectors.joining(", ", method + "(", ")"));
    }

    /** Returns all numbers as little-endian floats in Base64, in pieces: weights, statistics, bands, window. */
    private List<String> pieces() {
        List<float[]> vectors = new ArrayList<>();
        vectors.add(model.weights().parameters());
        vectors.add(model.weights().movingStatistics());
        model.frontEnd().ifPresent(spec -> {
            var logMel = new LogMel(spec);
            for (double[] band : logMel.bandWeights()) {
                vectors.add(floats(band));
            }
            vectors.add(floats(logMel.window()));
        });
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES
                        * vectors.stream().mapToInt(vector -> vector.length).sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float[] vector : vectors) {
            for (float value : vector) {
                bytes.putFloat(value);
            }
        }
        String text = Base64.getEncoder().encodeToString(bytes.array());
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); from += PIECE) {
            pieces.add(text.substring(from, Math.min(text.length(), from + PIECE)));
        }
        return pieces;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Returns a Java literal in ASCII. A Unicode escape is safe there, because the quote is escaped as well. */
    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                literal.append('\\').append(c);
            } else if (c >= ' ' && c < 127) {
                literal.append(c);
            } else if (c < ' ') {
                literal.append(String.format("\\%03o", (int) c)); // a Unicode escape of a line end would end the line
            } else {
                literal.append(String.format("\\u%04x", (int) c));
            }
        }
        return literal.append('"').toString();
    }

    /** Returns text that neither ends a comment nor begins an escape. */
    private static String commented(String text) {
        return text.replaceAll("[^ -~]|[*/\\\\@{}<>&]", " ");
    }

    private static String template() {
        try (InputStream in = JavaExport.class.getResourceAsStream(TEMPLATE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
