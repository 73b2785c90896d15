package dev.zankyo.sounds;

import dev.zankyo.audio.Recording;

/** A measure of the loudest sound in a recording: how long its level stays within 10 dB of the peak. */
final class LoudestSound {
    private static final double BLOCK_SECONDS = 0.001;
    private static final double PART_OF_PEAK = 0.1;

    /** The longest pause within a sound: a low tone is quiet twice per period. */
    private static final double PAUSE_SECONDS = 0.02;

    private LoudestSound() {}

    /** Returns the duration in seconds, at least a millisecond. */
    static double seconds(Recording recording) {
        int block = Math.max(1, (int) Math.round(BLOCK_SECONDS * recording.sampleRate()));
        double[] energies = energies(recording.samples(), block);
        int peak = 0;
        for (int i = 1; i < energies.length; i++) {
            peak = energies[i] > energies[peak] ? i : peak;
        }
        int blocks = 1 + reach(energies, peak, 1) + reach(energies, peak, -1);
        return (double) blocks * block / recording.sampleRate();
    }

    /** Returns the number of blocks from the peak to the end of the sound in one direction. */
    private static int reach(double[] energies, int peak, int direction) {
        double threshold = PART_OF_PEAK * energies[peak];
        int reach = 0;
        for (int i = 1; i - reach <= PAUSE_SECONDS / BLOCK_SECONDS; i++) {
            int at = peak + direction * i;
            if (at < 0 || at >= energies.length) {
                break;
            }
            reach = energies[at] >= threshold ? i : reach;
        }
        return reach;
    }

    private static double[] energies(float[] samples, int block) {
        double[] energies = new double[Math.ceilDiv(samples.length, block)];
        for (int n = 0; n < samples.length; n++) {
            energies[n / block] += (double) samples[n] * samples[n];
        }
        return energies;
    }
}
