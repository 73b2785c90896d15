package dev.zankyo.sounds;

import java.util.Arrays;

/**
 * How well one number tells the class: the recordings are sorted by it and cut into stretches of equally many (equal numbers
 * stay together), and each is guessed to be of the class that most others of its stretch are of.
 */
final class OneFeature {
    /** So many recordings of each class are in a stretch on average, if the number says nothing. */
    private static final int OF_A_CLASS = 5;

    private static final int MOST_STRETCHES = 50;

    /** Guesses that are right by so much more than chance, of all recordings, are worth a word. */
    private static final double MUCH = 0.2;

    private OneFeature() {}

    /**
     * @param accuracy the share of right guesses
     * @param chance the share of the largest class: right guesses without any number
     * @param count of guesses
     */
    record Guess(double accuracy, double chance, int count) {
        /** Whether that is much, and no accident of a few recordings: three standard deviations. */
        boolean isTelling() {
            double accident = 3 * Math.sqrt(chance * (1 - chance) / count);
            return accuracy - chance > Math.max(MUCH, accident);
        }
    }

    static Guess guess(double[] values, int[] labels, int classes) {
        int count = values.length;
        int stretches = Math.clamp(count / ((long) OF_A_CLASS * classes), 2, MOST_STRETCHES);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] bounds = new double[stretches - 1];
        Arrays.setAll(bounds, i -> sorted[(int) ((i + 1L) * count / stretches)]);
        int[] stretch = new int[count];
        int[][] counts = new int[stretches][classes];
        int[] all = new int[classes];
        for (int i = 0; i < count; i++) {
            double value = values[i];
            stretch[i] =
                    (int) Arrays.stream(bounds).filter(bound -> value >= bound).count();
            counts[stretch[i]][labels[i]]++;
            all[labels[i]]++;
        }
        double right = 0;
        for (int i = 0; i < count; i++) {
            right += chanceOfRight(counts[stretch[i]], labels[i]);
        }
        return new Guess(right / count, (double) all[largest(all)] / count, count);
    }

    /**
     * Of a recording by the others of its stretch. Where its class is as frequent as others, with it or without it, one of
     * them is drawn: by the others alone it would always be another, and what says nothing would seem to mislead.
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
