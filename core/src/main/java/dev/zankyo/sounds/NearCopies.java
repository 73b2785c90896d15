package dev.zankyo.sounds;

import dev.zankyo.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The recordings whose spectrograms are almost equal although their files differ: re-encoded, resampled, louder or
 * softer copies. Values at the floor, such as those past the end of a short recording, do not count: there all
 * recordings are equal. Copies have almost equal mean levels, so only neighbors by mean level are compared, first by a
 * thumbnail, then completely.
 */
final class NearCopies {
    private static final int PICTURE_BANDS = 5;
    private static final int PICTURE_FRAMES = 5;

    /**
     * The largest root mean square difference of two copies, relative to the standard deviation of the values above the
     * floor.
     */
    private static final double NEAR = 0.1;

    /**
     * The maximum number of neighbors considered per recording, so that time grows linearly with the number of
     * recordings.
     */
    private static final int NEIGHBOURS = 400;

    /** The maximum number of complete comparisons per recording, for sets in which all thumbnails are similar. */
    private static final int COMPARED = 20;

    private final SoundSet[] parts;
    private final List<SoundFacts> facts;
    private final int rowSize;
    private final int pictureSize;
    private final float[] pictures;
    private final double[] means;
    private float floor = Float.POSITIVE_INFINITY;
    private double deviation;

    private NearCopies(Split split, List<SoundFacts> facts) {
        Dataset data = split.training().data();
        this.parts = new SoundSet[] {split.training(), split.test()};
        this.facts = facts;
        this.rowSize = data.rowSize();
        this.pictureSize = Math.min(PICTURE_BANDS, data.bands()) * Math.min(PICTURE_FRAMES, data.frames());
        this.pictures = new float[Math.multiplyExact(facts.size(), pictureSize)];
        this.means = new double[facts.size()];
    }

    /** Returns pairs of rows, the smaller number first. Test rows are numbered after the training rows. */
    static List<int[]> of(Split split, List<SoundFacts> facts) {
        var copies = new NearCopies(split, facts);
        copies.draw();
        copies.measure();
        return copies.pairs();
    }

    /** Computes the thumbnails: the mean of each of 5 x 5 patches of the spectrogram. */
    private void draw() {
        Dataset data = parts[0].data();
        int high = Math.min(PICTURE_BANDS, data.bands());
        int wide = Math.min(PICTURE_FRAMES, data.frames());
        int[] area = new int[pictureSize];
        float[] values = new float[rowSize];
        for (int row = 0; row < means.length; row++) {
            copy(row, values);
            Arrays.fill(area, 0);
            double total = 0;
            for (int i = 0; i < rowSize; i++) {
                int patch = i / data.frames() * high / data.bands() * wide + i % data.frames() * wide / data.frames();
                pictures[row * pictureSize + patch] += values[i];
                area[patch]++;
                total += values[i];
                floor = Math.min(floor, values[i]);
            }
            for (int patch = 0; patch < pictureSize; patch++) {
                pictures[row * pictureSize + patch] /= area[patch];
            }
            means[row] = total / rowSize;
        }
    }

    /** Computes the standard deviation of the values above the floor. */
    private void measure() {
        float[] values = new float[rowSize];
        long count = 0;
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < means.length; row++) {
            copy(row, values);
            for (float value : values) {
                if (value > floor) {
                    count++;
                    sum += value;
                    squares += (double) value * value;
                }
            }
        }
        double mean = count == 0 ? 0 : sum / count;
        deviation = count == 0 ? 0 : Math.sqrt(Math.max(0, squares / count - mean * mean));
    }

    private List<int[]> pairs() {
        double near = NEAR * deviation;
        int[] order = IntStream.range(0, means.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> means[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        float[] a = new float[rowSize];
        float[] b = new float[rowSize];
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            copy(order[i], a);
            int last = Math.min(order.length - 1, i + NEIGHBOURS);
            int compared = 0;
            boolean found = false;
            // The means of two rows, or their thumbnails, differ by no more than the rows do. So large differences
            // exclude a pair.
            for (int j = i + 1; j <= last && !found && means[order[j]] - means[order[i]] <= near; j++) {
                boolean alike = comparable(order[i], order[j]) && pictureDistance(order[i], order[j]) <= near;
                if (alike && compared++ < COMPARED) {
                    copy(order[j], b);
                    found = distance(a, b) <= near;
                    if (found) {
                        pairs.add(new int[] {Math.min(order[i], order[j]), Math.max(order[i], order[j])});
                    }
                }
            }
        }
        pairs.sort(Comparator.<int[]>comparingInt(pair -> pair[1]).thenComparingInt(pair -> pair[0]));
        return onceEach(pairs);
    }

    /**
     * Returns whether two rows may be reported as near copies. Equal files are a separate finding, and all silent
     * recordings resemble each other.
     */
    private boolean comparable(int one, int other) {
        return !facts.get(one).content().equals(facts.get(other).content())
                && facts.get(one).peak() > 0
                && facts.get(other).peak() > 0;
    }

    private double pictureDistance(int one, int other) {
        double squares = 0;
        for (int i = 0; i < pictureSize; i++) {
            double difference = pictures[one * pictureSize + i] - pictures[other * pictureSize + i];
            squares += difference * difference;
        }
        return Math.sqrt(squares / pictureSize);
    }

    /** Returns the root mean square difference where one row or both are above the floor. */
    private double distance(float[] a, float[] b) {
        int count = 0;
        double squares = 0;
        for (int i = 0; i < rowSize; i++) {
            if (a[i] > floor || b[i] > floor) {
                double difference = a[i] - b[i];
                squares += difference * difference;
                count++;
            }
        }
        return count == 0 ? Double.POSITIVE_INFINITY : Math.sqrt(squares / count);
    }

    /** Keeps one pair per recording, even if it resembles several others. */
    private static List<int[]> onceEach(List<int[]> sorted) {
        List<int[]> once = new ArrayList<>();
        for (int[] pair : sorted) {
            if (once.isEmpty() || once.get(once.size() - 1)[1] != pair[1]) {
                once.add(pair);
            }
        }
        return once;
    }

    private void copy(int row, float[] values) {
        int training = parts[0].size();
        if (row < training) {
            parts[0].data().copyRow(row, values, 0);
        } else {
            parts[1].data().copyRow(row - training, values, 0);
        }
    }
}
