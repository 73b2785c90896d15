package dev.zankyo.audio;

/** Sounds of turbulence: noise shaped in time and frequency. */
final class NoiseSounds {
    private NoiseSounds() {}

    static void clap(Clip clip, double start, Draws draws) {
        int claps = draws.count(1, 2);
        double gap = draws.between(0.2, 0.35);
        double centre = draws.ratioBetween(700, 2400);
        double quality = draws.between(0.5, 1.6);
        double tail = draws.ratioBetween(0.012, 0.07);
        double time = start;
        for (int i = 0; i < claps; i++) {
            BandPass colour = new BandPass(centre, quality, clip.sampleRate());
            int flutter = draws.count(1, 4);
            for (int burst = 0; burst < flutter; burst++) {
                addDecay(clip, time, draws.between(0.002, 0.005), draws.decibels(-8, 0), colour, draws);
                time += draws.between(0.006, 0.016);
            }
            addDecay(clip, time, tail, 1, colour, draws);
            time += gap * draws.between(0.9, 1.1);
        }
    }

    static void noise(Clip clip, double start, Draws draws) {
        double length = draws.between(0.25, 0.9);
        double attack = draws.ratioBetween(0.005, 0.25) * length;
        double release = draws.ratioBetween(0.02, 0.5) * length;
        double gust = draws.between(0, 0.7);
        double gustRate = draws.between(1, 6);
        double gustPhase = draws.between(0, 2 * Math.PI);
        BandPass low = new BandPass(draws.ratioBetween(150, 3000), draws.between(0.3, 1.5), clip.sampleRate());
        BandPass high = new BandPass(draws.ratioBetween(150, 3000), draws.between(0.3, 1.5), clip.sampleRate());
        double plain = draws.between(0, 0.5);
        int first = clip.at(start);
        for (int n = 0; n < clip.at(length); n++) {
            double time = (double) n / clip.sampleRate();
            double white = draws.noise();
            double swell = 1 + gust * StrictMath.sin(2 * Math.PI * gustRate * time + gustPhase);
            double colour = low.next(white) + high.next(white) + plain * white;
            clip.add(first + n, swell * envelope(time, length, attack, release) * colour);
        }
    }

    /** Adds filtered noise that decays as {@code exp(-t / decay)}. */
    private static void addDecay(
            Clip clip, double start, double decay, double amplitude, BandPass colour, Draws draws) {
        int first = clip.at(start);
        double factor = StrictMath.exp(-1 / (decay * clip.sampleRate()));
        double level = amplitude;
        for (int n = 0; n < clip.at(7 * decay); n++) {
            clip.add(first + n, level * colour.next(draws.noise()));
            level *= factor;
        }
    }

    /**
     * Returns the envelope at {@code time}: a linear rise from 0 to 1 over the attack, then 1, then a linear fall to 0
     * over the release.
     */
    static double envelope(double time, double length, double attack, double release) {
        return Math.max(0, Math.min(1, Math.min(time / attack, (length - time) / release)));
    }
}
