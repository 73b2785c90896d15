package dev.zankyo.audio;

/** Sounds with sustained excitation: tones whose pitch is held or moved. */
final class ToneSounds {
    private ToneSounds() {}

    static void chirp(Clip clip, double start, Draws draws) {
        int notes = draws.count(1, 5);
        double length = draws.ratioBetween(0.035, 0.16);
        double gap = draws.between(0.015, 0.1);
        double lower = draws.ratioBetween(700, 2200);
        double upper = Math.min(3700, lower * draws.between(1.3, 2.6));
        boolean rising = draws.sign() > 0;
        double time = start;
        for (int i = 0; i < notes; i++) {
            double bend = draws.between(0.95, 1.05);
            double from = (rising ? lower : upper) * bend;
            double to = (rising ? upper : lower) * bend;
            int first = clip.at(time);
            int count = clip.at(length * draws.between(0.8, 1.2));
            double strength = draws.decibels(-6, 0);
            double phase = 0;
            for (int n = 0; n < count; n++) {
                double progress = (double) n / count;
                phase = advance(phase, from + (to - from) * progress, clip.sampleRate());
                double swell = StrictMath.sin(Math.PI * progress);
                clip.add(first + n, strength * swell * StrictMath.sin(phase));
            }
            time += (double) count / clip.sampleRate() + gap * draws.between(0.8, 1.2);
        }
    }

    static void hum(Clip clip, double start, Draws draws) {
        double pitch = draws.ratioBetween(48, 170);
        double slope = draws.between(0.3, 1.4);
        double even = draws.between(0.1, 1);
        double beat = draws.between(0, 0.6);
        double beatRate = draws.ratioBetween(1.5, 12);
        double drift = draws.between(-0.06, 0.06);
        double length = draws.between(0.3, 0.95);
        double attack = draws.between(0.02, 0.15);
        double release = draws.between(0.05, 0.2);
        double rattle = draws.decibels(-40, -22);
        double[] amplitude = new double[Math.min(16, (int) (1500 / pitch))];
        for (int k = 1; k <= amplitude.length; k++) {
            amplitude[k - 1] = draws.between(0.3, 1) * StrictMath.pow(k, -slope) * (k % 2 == 0 ? even : 1);
        }
        int first = clip.at(start);
        double phase = draws.between(0, 2 * Math.PI);
        for (int n = 0; n < clip.at(length); n++) {
            double time = (double) n / clip.sampleRate();
            phase = advance(phase, pitch * (1 + drift * time / length), clip.sampleRate());
            double sum = rattle * draws.noise() + series(amplitude, phase);
            double swell = 1 + beat * StrictMath.sin(2 * Math.PI * beatRate * time);
            clip.add(first + n, swell * NoiseSounds.envelope(time, length, attack, release) * sum);
        }
    }

    static void whistle(Clip clip, double start, Draws draws) {
        double pitch = draws.ratioBetween(650, 2900);
        double glide = draws.between(-0.15, 0.15);
        double vibrato = draws.ratioBetween(0.002, 0.035);
        double rate = draws.between(4, 8);
        double length = draws.between(0.16, 0.75);
        double attack = draws.between(0.015, 0.08);
        double release = draws.between(0.02, 0.12);
        double octave = draws.decibels(-40, -16);
        double breath = draws.decibels(-16, 0);
        BandPass lips = new BandPass(pitch, 2, clip.sampleRate());
        int first = clip.at(start);
        double phase = 0;
        for (int n = 0; n < clip.at(length); n++) {
            double time = (double) n / clip.sampleRate();
            double waver = vibrato * StrictMath.sin(2 * Math.PI * rate * time);
            double frequency = pitch * (1 + glide * (time / length - 0.5) + waver);
            phase = advance(phase, frequency, clip.sampleRate());
            double tone = StrictMath.sin(phase) + (2 * frequency < 3700 ? octave * StrictMath.sin(2 * phase) : 0);
            double swell = NoiseSounds.envelope(time, length, attack, release);
            clip.add(first + n, swell * (tone + breath * lips.next(draws.noise())));
        }
    }

    /** Returns {@code sum of amplitude[k-1] sin(k phase)}, by sin(k x) = 2 cos(x) sin((k-1) x) - sin((k-2) x). */
    private static double series(double[] amplitude, double phase) {
        double twiceCosine = 2 * StrictMath.cos(phase);
        double before = 0;
        double sine = StrictMath.sin(phase);
        double sum = 0;
        for (double a : amplitude) {
            sum += a * sine;
            double after = twiceCosine * sine - before;
            before = sine;
            sine = after;
        }
        return sum;
    }

    /** Returns the phase one sample later, kept below 2 pi, where the sine is exact and fast. */
    private static double advance(double phase, double frequency, int sampleRate) {
        double next = phase + 2 * Math.PI * frequency / sampleRate;
        return next < 2 * Math.PI ? next : next - 2 * Math.PI;
    }
}
