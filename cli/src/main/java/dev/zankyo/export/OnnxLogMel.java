package dev.zankyo.export;

import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.LogMelSpec.Fit;
import dev.zankyo.audio.LogMelSpec.PadMode;
import dev.zankyo.export.OnnxGraph.Type;
import java.util.List;
import java.util.Map;

/**
 * The log-mel front end as nodes of an ONNX graph. The Fourier transform is a convolution with windowed cosines and
 * sines; it is faster in ONNX Runtime than the operators {@code STFT} and {@code DFT}. Everything else is the
 * arithmetic of {@link LogMel} in float32.
 * The samples must have the front end's rate, because the graph cannot change it.
 */
final class OnnxLogMel {
    private static final double RMS = 0.1;

    private final OnnxGraph onnx;
    private final LogMelSpec spec;
    private final LogMel frontEnd;

    private OnnxLogMel(OnnxGraph onnx, LogMelSpec spec) {
        this.onnx = onnx;
        this.spec = spec;
        this.frontEnd = new LogMel(spec);
    }

    /**
     * Adds the front end.
     *
     * @param waveforms the name of the samples: (N, samples), clips of one length
     * @return the name of the spectrograms: (N, bands, frames), natural logarithms
     */
    static String add(OnnxGraph onnx, LogMelSpec spec, String waveforms) {
        var logMel = new OnnxLogMel(onnx, spec);
        String powers = logMel.bands(logMel.padded(logMel.leveled(waveforms)));
        return spec.fit() == Fit.WHOLE ? logMel.whole(powers) : logMel.loudest(powers);
    }

    /** Scales each clip to the front end's level; silence stays silence. */
    private String leveled(String samples) {
        String size =
                switch (spec.level()) {
                    case NONE -> null;
                    case PEAK -> reduce("ReduceMax", onnx.add("Abs", samples), 1);
                    case RMS ->
                        onnx.add(
                                "Div",
                                onnx.add("Sqrt", reduce("ReduceMean", onnx.add("Mul", samples, samples), 1)),
                                onnx.scalar(RMS));
                };
        if (size == null) {
            return samples;
        }
        String silent = onnx.add("Equal", size, onnx.scalar(0));
        return onnx.add("Div", samples, onnx.add("Where", silent, onnx.scalar(1), size));
    }

    /** Adds samples at either end, so that the windows are those of {@link LogMel}. */
    private String padded(String samples) {
        String length = length(samples, 1);
        if (spec.padMode() == PadMode.NONE) {
            String missing =
                    onnx.add("Max", onnx.integers(0), onnx.add("Sub", onnx.integers(spec.winLength()), length));
            String pads = concatenated(onnx.integers(0, 0, 0), missing);
            return onnx.add("Pad", samples, pads);
        }
        int half = spec.nFft() / 2;
        int before = half - (spec.nFft() - spec.winLength()) / 2;
        int after = 2 * half - spec.nFft() + spec.winLength() - before;
        if (spec.padMode() == PadMode.CONSTANT) {
            return onnx.add("Pad", samples, onnx.integers(0, before, 0, after));
        }
        // Reflects any number of times: a clip may be shorter than the padding.
        String one = onnx.integer(1);
        String count = onnx.reshape(length);
        String last = onnx.add("Sub", count, one);
        String period = onnx.add("Max", one, onnx.add("Add", last, last));
        String end = onnx.add("Add", count, onnx.integer(after));
        String index = onnx.add("Mod", onnx.add("Range", onnx.integer(-before), end, one), period);
        String inside = onnx.add("Min", index, onnx.add("Sub", period, index));
        return onnx.add("Gather", List.of(samples, inside), Map.of("axis", 1));
    }

    /** Computes the powers or magnitudes of the bands: (N, bands, frames of the clip). */
    private String bands(String samples) {
        double[][] mel = frontEnd.bandWeights();
        int bins = mel[0].length;
        double[] window = frontEnd.window();
        float[] waves = new float[2 * bins * window.length];
        for (int bin = 0; bin < bins; bin++) {
            for (int n = 0; n < window.length; n++) {
                double angle = 2 * Math.PI * ((long) bin * n % spec.nFft()) / spec.nFft();
                waves[bin * window.length + n] = (float) (window[n] * Math.cos(angle));
                waves[(bins + bin) * window.length + n] = (float) (window[n] * Math.sin(angle));
            }
        }
        String rows = onnx.add("Unsqueeze", samples, onnx.integers(1));
        String spectrum = onnx.add(
                "Conv",
                List.of(rows, onnx.floats(waves, 2 * bins, 1, window.length)),
                Map.of("kernel_shape", List.of(window.length), "strides", List.of(spec.hopLength())));
        String squares = onnx.add("Mul", spectrum, spectrum);
        String parts = onnx.add("Add", part(squares, 0, bins), part(squares, bins, 2L * bins));
        String values = spec.power() == 2 ? parts : onnx.add("Sqrt", parts);
        float[] weights = new float[mel.length * bins];
        for (int band = 0; band < mel.length; band++) {
            for (int bin = 0; bin < bins; bin++) {
                weights[band * bins + bin] = (float) mel[band][bin];
            }
        }
        return onnx.add("MatMul", onnx.floats(weights, mel.length, bins), values);
    }

    /** Averages the frames over equal intervals of the clip without its silent ends, then takes the logarithm. */
    private String whole(String powers) {
        String length = onnx.reshape(length(powers, 2)); // a scalar
        String zero = onnx.integer(0);
        String first = zero;
        String count = length;
        if (spec.topDb() > 0) {
            double decibels = spec.power() == 2 ? 10 : 20;
            String loudness =
                    onnx.add("ReduceSum", List.of(powers, onnx.integers(1)), Map.of("keepdims", 0)); // (N, frames)
            String threshold = onnx.add(
                    "Mul", reduce("ReduceMax", loudness, 1), onnx.scalar(Math.pow(10, -spec.topDb() / decibels)));
            String sounds = onnx.cast(onnx.add("Greater", loudness, threshold), Type.FLOAT);
            // (N, 1); in a silent clip, the first frame and the last.
            first = onnx.add("ArgMax", List.of(sounds), Map.of("axis", 1));
            String last = onnx.add("ArgMax", List.of(sounds), Map.of("axis", 1, "select_last_index", 1));
            count = onnx.add("Add", onnx.add("Sub", last, first), onnx.integer(1));
            first = onnx.reshape(first, -1, 1, 1);
            count = onnx.reshape(count, -1, 1, 1);
        }
        // Positions are in units of 1 / spec.frames() frames, so that they are whole numbers.
        String unit = onnx.integer(spec.frames());
        String one = onnx.integer(1);
        String intervals = onnx.reshape(onnx.add("Range", zero, unit, one), -1, 1);
        String from = onnx.add("Add", onnx.add("Mul", first, unit), onnx.add("Mul", intervals, count));
        String to = onnx.add("Add", from, count);
        String start = onnx.add("Mul", onnx.add("Range", zero, length, one), unit);
        String end = onnx.add("Add", start, unit);
        String share = onnx.add("Max", zero, onnx.add("Sub", onnx.add("Min", to, end), onnx.add("Max", from, start)));
        String weights = onnx.add("Div", onnx.cast(share, Type.FLOAT), onnx.cast(count, Type.FLOAT));
        String means = onnx.add("MatMul", weights, onnx.transpose(powers, 0, 2, 1)); // (N, intervals, bands)
        return onnx.transpose(logarithm(means), 0, 2, 1);
    }

    /** Takes the logarithm and the consecutive frames with the largest sum; a short clip is padded with the floor. */
    private String loudest(String powers) {
        String missing =
                onnx.add("Max", onnx.integers(0), onnx.add("Sub", onnx.integers(spec.frames()), length(powers, 2)));
        String pads = concatenated(onnx.integers(0, 0, 0, 0, 0), missing);
        String logarithms =
                onnx.add("Pad", logarithm(powers), pads, onnx.scalar(Math.log(spec.floor()))); // (N, bands, frames)
        String levels = onnx.add("ReduceSum", List.of(logarithms, onnx.integers(1)), Map.of("keepdims", 0));
        // The sums grow with the clip; in float32, their differences would be wrong.
        String sums = onnx.add("CumSum", onnx.cast(levels, Type.DOUBLE), onnx.integer(1));
        String before = onnx.add("Sub", sums, onnx.cast(levels, Type.DOUBLE));
        String runs = onnx.add(
                "Sub",
                onnx.add(
                        "Slice",
                        sums,
                        onnx.integers(spec.frames() - 1),
                        onnx.integers(Long.MAX_VALUE),
                        onnx.integers(1)),
                onnx.add(
                        "Slice",
                        before,
                        onnx.integers(0),
                        onnx.add("Sub", length(levels, 1), onnx.integers(spec.frames() - 1)),
                        onnx.integers(1)));
        String start = onnx.add("ArgMax", List.of(runs), Map.of("axis", 1)); // (N, 1)
        String frames = onnx.add(
                "Add", start, onnx.add("Range", onnx.integer(0), onnx.integer(spec.frames()), onnx.integer(1)));
        String chosen = onnx.add(
                "GatherND",
                List.of(onnx.transpose(logarithms, 0, 2, 1), onnx.add("Unsqueeze", frames, onnx.integers(2))),
                Map.of("batch_dims", 1));
        return onnx.transpose(chosen, 0, 2, 1);
    }

    private String logarithm(String values) {
        return onnx.add("Log", onnx.add("Max", values, onnx.scalar(spec.floor())));
    }

    /** Adds a reduction of one axis, which stays with length 1. */
    private String reduce(String operator, String value, int axis) {
        return onnx.add(operator, List.of(value), Map.of("axes", List.of(axis)));
    }

    private String part(String value, long from, long to) {
        return onnx.add("Slice", value, onnx.integers(from), onnx.integers(to), onnx.integers(1));
    }

    /** Adds the length of an axis, a vector of one element. */
    private String length(String value, int axis) {
        return onnx.add("Shape", List.of(value), Map.of("start", axis, "end", axis + 1));
    }

    private String concatenated(String... vectors) {
        return onnx.add("Concat", List.of(vectors), Map.of("axis", 0));
    }
}
