package dev.zankyo.audio;

/** Sounds that are struck or plucked and then ring: resonances without further excitation. */
final class StruckSounds {
    /**
     * The partials of a bell relative to its prime: hum, prime, tierce, quint, nominal and those above (Fletcher and
     * Rossing).
     */
    private static final double[] BELL = {0.5, 1, 1.2, 1.5, 2, 2.5, 2.66, 3.01, 4.17};

    private static final double HIGHEST = 3700;

    private StruckSounds() {}

    static void bell(Clip clip, double start, Draws draws) {
        double prime = draws.ratioBetween(350, 1300);
        double ring = draws.ratioBetween(0.08, 0.5);
        double brightness = draws.between(0.4, 1);
        for (int i = 0; i < BELL.length; i++) {
            double frequency = prime * BELL[i] * draws.between(0.985, 1.015);
            double decay = ring / (1 + 0.3 * i * draws.between(0.5, 1.5));
            double amplitude = draws.between(0.2, 1) * StrictMath.pow(brightness, 0.5 * i) * draws.sign();
            if (frequency < HIGHEST) {
                clip.addPartial(start, frequency, decay, amplitude);
            }
        }
        addContact(clip, start, 0.002, draws.decibels(-26, -12), draws);
    }

    static void knock(Clip clip, double start, Draws draws) {
        int knocks = draws.count(1, 4);
        double gap = draws.between(0.09, 0.2);
        double lowest = draws.ratioBetween(130, 600);
        double second = lowest * draws.between(1.5, 2.3);
        double third = lowest * draws.between(2.6, 3.9);
        double decay = draws.ratioBetween(0.008, 0.04);
        double upper = draws.between(0.2, 0.7);
        double time = start;
        for (int i = 0; i < knocks; i++) {
            double strength = draws.decibels(-6, 0);
            clip.addPartial(time, lowest, decay, strength);
            clip.addPartial(time, second, decay * draws.between(0.5, 0.9), strength * upper);
            clip.addPartial(time, third, decay * draws.between(0.3, 0.7), strength * upper * draws.between(0.3, 0.9));
            addContact(clip, time, draws.between(0.002, 0.006), strength * draws.decibels(-24, -10), draws);
            time += gap * draws.between(0.85, 1.15);
        }
    }

    /**
     * Adds a string after Karplus and Strong (1983): a burst of noise circulates in a loop that loses its high
     * frequencies.
     */
    static void pluck(Clip clip, double start, Draws draws) {
        double pitch = draws.ratioBetween(100, 700);
        double period = clip.sampleRate() / pitch - 0.5; // the averaging filter adds half a sample
        double ring = draws.ratioBetween(0.1, 0.6);
        double loss = StrictMath.exp(-1 / (ring * pitch));
        double softness = draws.between(0, 0.8); // softness of the plectrum
        int whole = (int) period;
        double fraction = period - whole;
        double[] string = new double[whole + 2];
        double smoothed = 0;
        for (int n = 0; n < string.length; n++) {
            smoothed = softness * smoothed + (1 - softness) * draws.noise();
            string[n] = smoothed;
        }
        int end = Math.min(clip.length(), clip.at(start + 7 * ring));
        int head = 0;
        double last = 0;
        for (int n = clip.at(start); n < end; n++) {
            double here = string[head];
            double next = string[(head + 1) % string.length];
            double delayed = fraction * here + (1 - fraction) * next;
            clip.add(n, delayed);
            string[head] = loss * 0.5 * (delayed + last);
            last = delayed;
            head = (head + 1) % string.length;
        }
    }

    /** Adds the moment of contact: a very short burst of noise. */
    private static void addContact(Clip clip, double start, double length, double amplitude, Draws draws) {
        int first = clip.at(start);
        int count = clip.at(length);
        for (int n = 0; n < count; n++) {
            clip.add(first + n, amplitude * (1 - (double) n / count) * draws.noise());
        }
    }
}
