package dev.zankyo;

import dev.zankyo.io.FileError;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The prediction for one sound: a probability for each class, and whether the sound resembles the training set.
 * Immutable.
 */
public final class Prediction {
    private static final int CLASSES_AS_TEXT = 3;

    /** The answer to the question whether a sound resembles the training set. */
    public enum Known {
        /** The sound resembles a class. */
        YES,

        /** The sound resembles no class, so its probabilities mean little. */
        NO,

        /** The model has no calibration, so it cannot tell. */
        CANNOT_TELL
    }

    private final List<String> classes;
    private final double[] probabilities;
    private final Known known;
    private final int best;

    /**
     * Creates a prediction.
     *
     * @param classes the class names
     * @param probabilities one for each class, summing to 1; copied
     * @param known whether the sound resembles a class
     */
    public Prediction(List<String> classes, double[] probabilities, Known known) {
        if (classes.isEmpty() || classes.size() != probabilities.length) {
            throw new IllegalArgumentException("prediction: every class needs one probability; expected "
                    + classes.size() + ", got " + probabilities.length);
        }
        this.classes = List.copyOf(classes);
        this.probabilities = probabilities.clone();
        this.known = known;
        int largest = 0;
        for (int c = 1; c < probabilities.length; c++) {
            largest = probabilities[c] > probabilities[largest] ? c : largest;
        }
        best = largest;
    }

    /** Returns the name of the most probable class; of several with the same probability, the first. */
    public String label() {
        return classes.get(best);
    }

    /** Returns the probability of the most probable class, 0 .. 1. */
    public double probability() {
        return probabilities[best];
    }

    /**
     * Returns the most probable class if its probability is at least a threshold. Returns empty, meaning "none of
     * these", if its probability is lower or the sound resembles no class.
     *
     * @param threshold the least probability, 0 .. 1
     */
    public Optional<String> atLeast(double threshold) {
        return known != Known.NO && probability() >= threshold ? Optional.of(label()) : Optional.empty();
    }

    /** Returns whether the sound resembles a class of the training set. */
    public Known known() {
        return known;
    }

    /**
     * Returns the {@code k} most probable classes, or all if there are fewer, most probable first. Classes of equal
     * probability keep the order of {@link #classes}.
     *
     * @throws IllegalArgumentException if {@code k} is less than 1
     */
    public List<ClassProbability> top(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("prediction: top must be positive; got " + k);
        }
        return IntStream.range(0, probabilities.length)
                .mapToObj(c -> new ClassProbability(classes.get(c), probabilities[c]))
                .sorted(Comparator.comparingDouble(ClassProbability::probability)
                        .reversed())
                .limit(k)
                .toList();
    }

    /** Returns the names of all classes, in the order of {@link #probabilities}. */
    public List<String> classes() {
        return classes;
    }

    /** Returns a copy of all probabilities, in the order of {@link #classes}. */
    public double[] probabilities() {
        return probabilities.clone();
    }

    /** Returns whether {@code other} is a prediction with equal classes, probabilities and {@link #known}. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Prediction that
                && known == that.known
                && Arrays.equals(probabilities, that.probabilities)
                && classes.equals(that.classes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(probabilities) + known.hashCode();
    }

    /** Returns the most probable classes as text, such as {@code bell (98.12 %), chirp (1.20 %), clap (0.40 %)}. */
    @Override
    public String toString() {
        String text = top(CLASSES_AS_TEXT).stream()
                .map(p ->
                        String.format(Locale.ROOT, "%s (%.2f %%)", FileError.escaped(p.label()), 100 * p.probability()))
                .collect(Collectors.joining(", "));
        return known == Known.NO ? "unknown sound; the nearest classes are " + text : text;
    }
}
