package dev.zankyo.sounds;

import java.util.Arrays;

/**
 * A measure of how well one number predicts the class. The recordings are sorted by it and divided into bins of equal
 * size; equal numbers stay together. Each recording is predicted as the most frequent class among the other recordings
 * of its bin.
 */
final class OneFeature {
    /** The average number of recordings of each class per bin, if the number is independent of the class. */
    private static final int PER_CLASS_AND_BIN = 5;

    private static final int MOST_BINS = 50;

    /** The smallest excess of accuracy over chance that is worth reporting. */
    private static final double LEAST_EXCESS = 0.2;

    private OneFeature() {}

    /**
     * The result of the predictions.
     *
     * @param accuracy fraction of correct predictions
     * @param chance fraction of the largest class: the accuracy without any number
     * @param count number of predictions
     */
    record Guess(double accuracy, double chance, int count) {
        /** Returns whether the accuracy exceeds chance by much and by more than three standard deviations. */
        boolean isTelling() {
            double accident = 3 * Math.sqrt(chance * (1 - chance) / count);
            return accuracy - chance > Math.max(LEAST_EXCESS, accident);
        }
    }

    static Guess guess(double[] values, int[] labels, int classes) {
        int count = values.length;
        int bins = Math.clamp(count / ((long) PER_CLASS_AND_BIN * classes), 2, MOST_BINS);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] bounds = new double[bins - 1];
        Arrays.setAll(bounds, i -> sorted[(int) ((i + 1L) * count / bins)]);
        int[] bin = new int[count];
        int[][] counts = new int[bins][classes];
        int[] all = new int[classes];
        for (int i = 0; i < count; i++) {
            double value = values[i];
            bin[i] = (int) Arrays.stream(bounds).filter(bound -> value >= bound).count();
            counts[bin[i]][labels[i]]++;
            all[labels[i]]++;
        }
        double right = 0;
        for (int i = 0; i < count; i++) {
            right += chanceOfRight(counts[bin[i]], labels[i]);
        }
        return new Guess(right / count, (double) all[largest(all)] / count, count);
    }

    /**
     * Returns the probability that a recording is predicted correctly from the other recordings of its bin. If its
     * class is tied for the most frequent, counted with or without the recording, one of the tied classes is drawn. If
     * only the other recordings were counted, the recording's class would always lose the tie: an irrelevant number
     * would predict worse than chance.
     */
    private static double chanceOfRight(int[] counts, int label) {
        int most = 0;
        int ties = 0;
        for (int other = 0; other < counts.length; other++) {
            if (other != label && counts[other] >= most) {
                ties = counts[other] > most ? 1 : ties + 1;
                most = counts[other];
            }
        }
        int own = counts[label];
        return own - 1 > most ? 1 : own >= most ? 1.0 / (ties + 1) : 0;
    }

    private static int largest(int[] counts) {
        int largest = 0;
        for (int i = 1; i < counts.length; i++) {
            largest = counts[i] > counts[largest] ? i : largest;
        }
        return largest;
    }
}
