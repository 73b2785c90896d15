package dev.zankyo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The prediction for a part of a recording.
 *
 * @param start seconds from the beginning of the recording to the part's first sample
 * @param end seconds from the beginning of the recording to the end of the part
 * @param prediction the prediction for the part
 */
public record TimedPrediction(double start, double end, Prediction prediction) {

    /**
     * Merges adjacent windows that have the same most probable class, and adjacent windows of unknown sounds. The
     * probabilities of merged windows are averaged. Windows may overlap; the results do not: one ends and the next
     * begins half-way between the centers of the two windows.
     *
     * @param windows in time order
     */
    public static List<TimedPrediction> merged(List<TimedPrediction> windows) {
        List<TimedPrediction> merged = new ArrayList<>();
        Merger merger = new Merger(0, false, merged::add);
        windows.forEach(merger::add);
        merger.end();
        return merged;
    }

    /**
     * A merger of adjacent windows of one recording that come one by one. It merges windows with the same
     * class, windows of unknown sounds, and windows below a threshold. The probabilities of merged windows are
     * averaged. Not safe for several threads.
     */
    public static final class Merger {
        private final double threshold;
        private final boolean whole;
        private final Consumer<TimedPrediction> output;
        private TimedPrediction last;
        private double start;
        private double[] sums;
        private int count;

        /**
         * Creates a merger.
         *
         * @param threshold the least probability of a class; see {@link Prediction#atLeast}
         * @param whole true if a result lasts from the start of its first window to the end of its last one; results
         *     then overlap if windows do. If false, adjacent results meet half-way between the centers of their windows
         * @param output receives each result as soon as the next window has another class or the recording ends
         */
        public Merger(double threshold, boolean whole, Consumer<TimedPrediction> output) {
            this.threshold = threshold;
            this.whole = whole;
            this.output = output;
        }

        /** Adds the next window in time order. */
        public void add(TimedPrediction window) {
            if (last == null) {
                begin(window, window.start());
            } else if (!sameAnswer(window.prediction(), last.prediction())) {
                double border = (last.middle() + window.middle()) / 2;
                write(whole ? last.end() : border);
                begin(window, whole ? window.start() : border);
            }
            double[] probabilities = window.prediction().probabilities();
            for (int c = 0; c < sums.length; c++) {
                sums[c] += probabilities[c];
            }
            count++;
            last = window;
        }

        /** Ends the recording. The next window begins another one. */
        public void end() {
            if (last != null) {
                write(last.end());
                last = null;
            }
        }

        private boolean sameAnswer(Prediction one, Prediction other) {
            return (one.known() == Prediction.Known.NO) == (other.known() == Prediction.Known.NO)
                    && one.atLeast(threshold).equals(other.atLeast(threshold));
        }

        private void begin(TimedPrediction window, double at) {
            start = at;
            sums = new double[window.prediction().classes().size()];
            count = 0;
        }

        private void write(double end) {
            double[] means = Arrays.stream(sums).map(sum -> sum / count).toArray();
            Prediction mean = new Prediction(
                    last.prediction().classes(), means, last.prediction().known());
            output.accept(new TimedPrediction(start, end, mean));
        }
    }

    private double middle() {
        return (start + end) / 2;
    }

    /** Returns times and prediction as text, such as {@code 0.00-2.50 s: bell (98.12 %), chirp (1.20 %)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f-%.2f s: %s", start, end, prediction);
    }
}
