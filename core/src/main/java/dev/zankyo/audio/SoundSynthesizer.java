package dev.zankyo.audio;

import dev.zankyo.random.CounterRandom;

/**
 * A synthesizer of artificial recordings: a sound at a random position in a clip, its echoes in a room, a faint second
 * sound, and noise. Everything is drawn at random: within a class, pitch, timbre, length, number, onset, level, room
 * and background vary more than a fixed template can match.
 *
 * <p>A clip is a pure function of the sound and the random stream: the same on every machine and in any thread.
 */
public final class SoundSynthesizer {
    private static final double LOUDNESS_STRETCH = 0.05;

    private final int sampleRate;

    /**
     * Creates a synthesizer.
     *
     * @param sampleRate samples per second, at least 8000; sounds reach up to 3.7 kHz
     */
    public SoundSynthesizer(int sampleRate) {
        if (sampleRate < 8000) {
            throw new IllegalArgumentException("synthesizer: sample rate must be at least 8000; got " + sampleRate);
        }
        this.sampleRate = sampleRate;
    }

    /** Returns a clip of 0.6 to 1.1 seconds that contains the sound; samples are within -1 .. 1. */
    public double[] synthesize(Sound sound, CounterRandom random) {
        Draws scene = new Draws(random.fork("scene"));
        double seconds = scene.between(0.6, 1.1);
        Clip clip = new Clip(sampleRate, seconds);
        clip.mix(voice(sound, seconds, scene.between(0.02, 0.3), random.fork("sound")), 1, 0);

        Sound[] all = Sound.values();
        Sound other = all[(sound.ordinal() + scene.count(1, all.length - 1)) % all.length];
        double faint = scene.decibels(-32, -14);
        clip.mix(voice(other, seconds, scene.between(0, 0.8) * seconds, random.fork("other")), faint, 0);

        double reflections = scene.decibels(-24, -6);
        Clip dry = new Clip(sampleRate, seconds);
        dry.mix(clip, 1, 0);
        for (int i = scene.count(0, 4); i > 0; i--) {
            clip.mix(dry, reflections * scene.sign() * scene.between(0.3, 1), scene.between(0.004, 0.06));
        }
        addBackground(clip, scene.decibels(-30, -6), scene);
        clip.scale(scene.decibels(-24, 0) / clip.peak());
        return clip.samples();
    }

    /** Returns one sound in a clip of its own, at loudness 1. */
    private Clip voice(Sound sound, double seconds, double start, CounterRandom random) {
        Clip clip = new Clip(sampleRate, seconds);
        sound.voice().play(clip, start, new Draws(random));
        double loudness = clip.loudness(LOUDNESS_STRETCH);
        clip.scale(loudness == 0 ? 1 : 1 / loudness);
        return clip;
    }

    /** Adds steady noise: white, or low-pass filtered by a random amount. */
    private static void addBackground(Clip clip, double level, Draws draws) {
        double darkness = draws.between(0, 0.95);
        double gain = level * Math.sqrt((1 + darkness) / (1 - darkness)); // keeps the variance at level^2
        double value = 0;
        for (int n = 0; n < clip.length(); n++) {
            value = darkness * value + (1 - darkness) * draws.noise();
            clip.add(n, gain * value);
        }
    }
}
