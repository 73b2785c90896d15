package dev.zankyo.predict;

import dev.zankyo.evaluate.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a recording and what is heard in it.
 *
 * @param start seconds from the recording's beginning
 * @param end seconds likewise
 * @param answer of it
 */
public record Segment(double start, double end, Answer answer) {

    /**
     * Neighbouring windows of the same most probable class, or all unlike anything learnt, as one segment each, whose
     * probabilities are the windows' means. Where windows overlap, segments do not: they meet half-way between the middles of
     * the last window of one and the first of the next.
     *
     * @param windows in the order of time
     */
    public static List<Segment> merged(List<Segment> windows) {
        List<Segment> segments = new ArrayList<>();
        int first = 0;
        double start = windows.get(0).start();
        for (int next = 1; next <= windows.size(); next++) {
            Segment last = windows.get(next - 1);
            if (next < windows.size() && windows.get(next).isHeardAs(last)) {
                continue;
            }
            double end = next == windows.size()
                    ? last.end()
                    : (last.middle() + windows.get(next).middle()) / 2;
            segments.add(new Segment(start, end, mean(windows.subList(first, next))));
            first = next;
            start = end;
        }
        return segments;
    }

    private double middle() {
        return (start + end) / 2;
    }

    /** Whether this is heard as the other is. */
    private boolean isHeardAs(Segment other) {
        return answer.familiar() == other.answer.familiar()
                && (!answer.familiar() || answer.best() == other.answer.best());
    }

    private static Answer mean(List<Segment> windows) {
        double[] mean = new double[windows.get(0).answer().probabilities().length];
        for (Segment window : windows) {
            for (int c = 0; c < mean.length; c++) {
                mean[c] += window.answer().probabilities()[c] / windows.size();
            }
        }
        return new Answer(mean, windows.get(0).answer().familiar());
    }
}
