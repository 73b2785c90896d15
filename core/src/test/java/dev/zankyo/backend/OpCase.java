package dev.zankyo.backend;

import dev.zankyo.TestSize;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An operation at one size. Its text reproduces it, {@code conv2d ic16 oc32 h20w50 k3x3s2 n3}; {@link #parse} reads it.
 * Benchmarks use the same texts.
 *
 * @param kind the operation
 * @param inChannels input channels
 * @param outChannels filters of a convolution, units of a dense layer; otherwise {@code inChannels}
 * @param height rows of the input
 * @param width columns of the input
 * @param kernelHeight rows of the window; 1 for operations without one
 * @param kernelWidth columns of the window; 1 for operations without one
 * @param stride distance of windows; 1 for operations without them
 * @param batch batch size
 */
public record OpCase(
        Kind kind,
        int inChannels,
        int outChannels,
        int height,
        int width,
        int kernelHeight,
        int kernelWidth,
        int stride,
        int batch) {

    /** The operations that compute something. */
    public enum Kind {
        CONV2D(true, true),
        BATCHNORM(false, false),
        RELU(false, false),
        ADD(false, false),
        DEPTHWISE(true, false),
        MAXPOOL(true, false),
        POOL(false, false),
        DENSE(false, true);

        private final boolean windowed;
        private final boolean choosesOutputs;

        /**
         * Creates a kind of operation.
         *
         * @param windowed whether it has a kernel and a stride
         * @param choosesOutputs whether its number of output channels is independent of that of input channels
         */
        Kind(boolean windowed, boolean choosesOutputs) {
            this.windowed = windowed;
            this.choosesOutputs = choosesOutputs;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern FIELD = Pattern.compile("([a-z]+)(\\d+)");

    /** The number of channels of the probe, and thus of the projections of the data gradient that a test sees. */
    private static final int PROBE_CHANNELS = 4;

    static OpCase conv2d(int ic, int oc, int h, int w, int kh, int kw, int stride, int n) {
        return new OpCase(Kind.CONV2D, ic, oc, h, w, kh, kw, stride, n);
    }

    /** Returns a windowed operation that keeps the number of channels. */
    static OpCase windowed(Kind kind, int c, int h, int w, int kh, int kw, int stride, int n) {
        return new OpCase(kind, c, c, h, w, kh, kw, stride, n);
    }

    static OpCase dense(int ic, int units, int h, int w, int n) {
        return new OpCase(Kind.DENSE, ic, units, h, w, 1, 1, 1, n);
    }

    /** Returns an operation without kernel and stride. */
    static OpCase plain(Kind kind, int c, int h, int w, int n) {
        return new OpCase(kind, c, c, h, w, 1, 1, 1, n);
    }

    /** Returns every case of the kit. */
    public static List<OpCase> all() {
        return OpCases.ALL;
    }

    /** Returns the cases that this build runs: every case, or an evenly spread share of the cases of each operation. */
    static List<OpCase> ofThisTier() {
        return TestSize.of(all(), OpCase::kind);
    }

    /** Parses the result of {@link #toString}. */
    public static OpCase parse(String text) {
        String[] words = text.split(" ", 2);
        Map<String, Integer> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(words.length == 2 ? words[1] : "");
        while (matcher.find()) {
            fields.put(matcher.group(1), Integer.valueOf(matcher.group(2)));
        }
        int ic = fields.getOrDefault("ic", 0);
        var parsed = new OpCase(
                Kind.valueOf(words[0].toUpperCase(Locale.ROOT)),
                ic,
                fields.getOrDefault("oc", ic),
                fields.getOrDefault("h", 0),
                fields.getOrDefault("w", 0),
                fields.getOrDefault("k", 1),
                fields.getOrDefault("x", 1),
                fields.getOrDefault("s", 1),
                fields.getOrDefault("n", 0));
        if (!parsed.toString().equals(text)) {
            throw new IllegalArgumentException(
                    "case: must read like `conv2d ic16 oc32 h20w50 k3x3s2 n3`; expected " + parsed + ", got " + text);
        }
        return parsed;
    }

    @Override
    public String toString() {
        String outs = kind.choosesOutputs ? " oc" + outChannels : "";
        String kernel = kind.windowed ? " k" + kernelHeight + "x" + kernelWidth + "s" + stride : "";
        return kind + " ic" + inChannels + outs + " h" + height + "w" + width + kernel + " n" + batch;
    }

    /** Returns a graph of the operation alone: it reads the batch, and its output is the graph's. */
    public Graph graph() {
        var builder = new GraphBuilder(new Shape(height, width, inChannels));
        Node x = builder.input();
        // A sum needs a second summand that is not the first.
        Node other = kind == Kind.ADD ? builder.relu("other", x) : x;
        return builder.build(operation(builder, x, other));
    }

    /**
     * Returns a graph of the operation behind 1x1 convolutions. Their weight gradients are projections of the
     * operation's data gradient, so they show it although a plan only returns gradients of parameters.
     */
    public Graph graphBehindProbe() {
        var builder = new GraphBuilder(new Shape(height, width, PROBE_CHANNELS));
        Node x = builder.conv2d("probe", builder.input(), inChannels, 1, 1);
        Node other = kind == Kind.ADD ? builder.conv2d("other", builder.input(), inChannels, 1, 1) : x;
        return builder.build(operation(builder, x, other));
    }

    /** Returns a state and a batch for {@link #graph}. */
    public Problem problem() {
        return Problem.of(toString(), graph(), batch);
    }

    /** Returns a state and a batch for {@link #graphBehindProbe}. */
    public Problem problemBehindProbe() {
        return Problem.of(this + " behind a probe", graphBehindProbe(), batch);
    }

    private Node operation(GraphBuilder builder, Node x, Node other) {
        return switch (kind) {
            case CONV2D -> builder.conv2d("op", x, new Op.Conv2d(outChannels, kernelHeight, kernelWidth, stride));
            case BATCHNORM -> builder.batchNorm("op", x, 0.9f, 1e-3f);
            case RELU -> builder.relu("op", x);
            case ADD -> builder.add("op", x, other);
            case DEPTHWISE ->
                builder.depthwiseConv2d("op", x, new Op.DepthwiseConv2d(kernelHeight, kernelWidth, stride));
            case MAXPOOL -> builder.maxPool("op", x, new Op.MaxPool(kernelHeight, kernelWidth, stride));
            case POOL -> builder.globalAveragePool("op", x);
            case DENSE -> builder.dense("op", x, outChannels);
        };
    }

    /** The list of cases, made on first use. */
    private static final class OpCases {
        static final List<OpCase> ALL = make();

        private static List<OpCase> make() {
            List<OpCase> cases = new ArrayList<>();
            kernelsStridesAndParities(cases);
            channelCounts(cases);
            networkConvolutions(cases);
            channelwiseWindows(cases, Kind.DEPTHWISE);
            channelwiseWindows(cases, Kind.MAXPOOL);
            plainOperations(cases);
            denseLayers(cases);
            return List.copyOf(cases);
        }

        /** Adds cases for padding: every kernel and stride on even, odd and tiny images. */
        private static void kernelsStridesAndParities(List<OpCase> cases) {
            int[][] kernels = {{1, 1}, {2, 2}, {3, 3}, {5, 5}, {3, 1}, {1, 3}, {2, 3}, {4, 4}};
            int[][] images = {{6, 8}, {7, 5}, {5, 13}, {1, 4}};
            for (int[] k : kernels) {
                for (int stride = 1; stride <= 3; stride++) {
                    int[] image = images[cases.size() % images.length];
                    int[] next = images[(cases.size() + 1) % images.length];
                    cases.add(conv2d(3, 4, image[0], image[1], k[0], k[1], stride, 2));
                    cases.add(conv2d(2, 5, next[0], next[1], k[0], k[1], stride, 1));
                }
                cases.add(conv2d(8, 16, 6, 7, k[0], k[1], 1, 3));
                cases.add(conv2d(16, 8, 7, 6, k[0], k[1], 2, 3));
                cases.add(conv2d(1, 1, 1, 1, k[0], k[1], 1, 1));
            }
        }

        /** Adds channel counts below, at and above the widths of vector registers. */
        private static void channelCounts(List<OpCase> cases) {
            int[] counts = {1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 65};
            for (int c : counts) {
                cases.add(conv2d(c, 16, 4, 5, 3, 3, 1, 2));
                cases.add(conv2d(16, c, 5, 4, 1, 1, 1, 2));
                cases.add(conv2d(c, c, 5, 5, 3, 3, 2, 1));
            }
        }

        /** Adds the convolutions of the residual network, at its sizes. */
        private static void networkConvolutions(List<OpCase> cases) {
            cases.add(conv2d(1, 16, 20, 50, 3, 3, 1, 1));
            cases.add(conv2d(1, 16, 20, 50, 3, 3, 1, 4));
            cases.add(conv2d(16, 16, 20, 50, 1, 1, 1, 2));
            cases.add(conv2d(16, 16, 20, 50, 3, 3, 1, 2));
            cases.add(conv2d(16, 64, 20, 50, 1, 1, 1, 2));
            cases.add(conv2d(64, 16, 20, 50, 1, 1, 1, 2));
            cases.add(conv2d(64, 32, 20, 50, 1, 1, 2, 2));
            cases.add(conv2d(64, 128, 20, 50, 1, 1, 2, 2));
            cases.add(conv2d(32, 32, 10, 25, 3, 3, 1, 2));
            cases.add(conv2d(32, 128, 10, 25, 1, 1, 1, 2));
            cases.add(conv2d(128, 32, 10, 25, 1, 1, 1, 2));
            cases.add(conv2d(128, 64, 10, 25, 1, 1, 2, 3));
            cases.add(conv2d(128, 256, 10, 25, 1, 1, 2, 3));
            cases.add(conv2d(64, 64, 5, 13, 3, 3, 1, 3));
            cases.add(conv2d(64, 256, 5, 13, 1, 1, 1, 3));
            cases.add(conv2d(256, 64, 5, 13, 1, 1, 1, 3));
            cases.add(conv2d(16, 16, 20, 50, 3, 3, 1, 16));
            cases.add(conv2d(256, 256, 3, 4, 3, 3, 1, 1));
        }

        /** Adds kernels, strides, parities and channel counts for operations that treat each channel separately. */
        private static void channelwiseWindows(List<OpCase> cases, Kind kind) {
            int[][] kernels = {{1, 1}, {2, 2}, {3, 3}, {5, 5}, {3, 1}, {1, 3}, {2, 3}, {4, 4}};
            int[][] images = {{6, 8}, {7, 5}, {5, 13}, {1, 4}};
            for (int[] k : kernels) {
                for (int stride = 1; stride <= 3; stride++) {
                    int[] image = images[cases.size() % images.length];
                    int[] next = images[(cases.size() + 1) % images.length];
                    cases.add(windowed(kind, 3, image[0], image[1], k[0], k[1], stride, 2));
                    cases.add(windowed(kind, 8, next[0], next[1], k[0], k[1], stride, 3));
                }
                cases.add(windowed(kind, 1, 1, 1, k[0], k[1], 1, 1));
            }
            for (int c : new int[] {1, 2, 4, 7, 15, 16, 17, 31, 32, 33, 65}) {
                cases.add(windowed(kind, c, 4, 5, 3, 3, 1, 2));
                cases.add(windowed(kind, c, 5, 5, 3, 3, 2, 1));
            }
            cases.add(windowed(kind, 16, 20, 50, 3, 3, 2, 4));
            cases.add(windowed(kind, 64, 20, 50, 3, 3, 1, 2));
            cases.add(windowed(kind, 256, 5, 13, 2, 2, 2, 3));
        }

        private static void plainOperations(List<OpCase> cases) {
            int[][] sizes = { // channels, height, width, batch
                {1, 1, 1, 1},
                {1, 1, 1, 5},
                {1, 3, 4, 1},
                {2, 5, 1, 3},
                {3, 4, 5, 2},
                {8, 3, 3, 1},
                {15, 2, 7, 2},
                {16, 5, 13, 3},
                {17, 5, 3, 4},
                {33, 1, 6, 2},
                {64, 5, 13, 2},
                {64, 10, 25, 1},
                {256, 5, 13, 2},
                {256, 1, 1, 3},
                {16, 20, 50, 1},
                {64, 20, 50, 2}
            };
            for (Kind kind : List.of(Kind.BATCHNORM, Kind.RELU, Kind.ADD, Kind.POOL)) {
                for (int[] s : sizes) {
                    cases.add(plain(kind, s[0], s[1], s[2], s[3]));
                }
            }
        }

        private static void denseLayers(List<OpCase> cases) {
            int[][] sizes = { // channels, units, height, width, batch
                {1, 1, 1, 1, 1}, {1, 8, 1, 1, 3}, {7, 1, 1, 1, 2}, {8, 8, 1, 1, 1}, {15, 17, 1, 1, 4},
                {256, 8, 1, 1, 1}, {256, 8, 1, 1, 16}, {64, 256, 1, 1, 2}, {1, 10, 4, 5, 2}, {3, 5, 4, 5, 3},
                {16, 8, 5, 13, 2}, {2, 33, 7, 1, 1}
            };
            for (int[] s : sizes) {
                cases.add(dense(s[0], s[1], s[2], s[3], s[4]));
            }
        }
    }
}
