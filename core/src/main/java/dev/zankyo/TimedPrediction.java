package dev.zankyo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
     * @param windows at least one, in time order
     */
    public static List<TimedPrediction> merged(List<TimedPrediction> windows) {
        List<TimedPrediction> merged = new ArrayList<>();
        int first = 0;
        double start = windows.get(0).start();
        for (int next = 1; next <= windows.size(); next++) {
            TimedPrediction last = windows.get(next - 1);
            if (next < windows.size() && windows.get(next).hasSameLabel(last)) {
                continue;
            }
            double end = next == windows.size()
                    ? last.end()
                    : (last.middle() + windows.get(next).middle()) / 2;
            merged.add(new TimedPrediction(start, end, mean(windows.subList(first, next))));
            first = next;
            start = end;
        }
        return merged;
    }

    private double middle() {
        return (start + end) / 2;
    }

    private boolean hasSameLabel(TimedPrediction other) {
        boolean unknown = prediction.known() == Prediction.Known.NO;
        boolean otherUnknown = other.prediction.known() == Prediction.Known.NO;
        return unknown == otherUnknown && (unknown || prediction.label().equals(other.prediction.label()));
    }

    private static Prediction mean(List<TimedPrediction> windows) {
        Prediction one = windows.get(0).prediction();
        double[] mean = new double[one.classes().size()];
        for (TimedPrediction window : windows) {
            double[] probabilities = window.prediction().probabilities();
            for (int c = 0; c < mean.length; c++) {
                mean[c] += probabilities[c] / windows.size();
            }
        }
        return new Prediction(one.classes(), mean, one.known());
    }

    /** Returns times and prediction as text, such as {@code 0.00-2.50 s: bell (98.12 %), chirp (1.20 %)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f-%.2f s: %s", start, end, prediction);
    }
}
