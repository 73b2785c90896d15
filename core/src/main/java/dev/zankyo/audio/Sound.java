package dev.zankyo.audio;

import java.util.Locale;

/** The kinds of sound {@link SoundSynthesizer} makes, in the order of their names. */
public enum Sound {
    /** A small bell: inharmonic partials that ring on, the low ones longest. */
    BELL(StruckSounds::bell),
    /** A bird: a few short notes that sweep far up or down. */
    CHIRP(ToneSounds::chirp),
    /** Hands: a flutter of noise bursts, then a short tail. */
    CLAP(NoiseSounds::clap),
    /** A motor or transformer: low harmonics that go on and beat. */
    HUM(ToneSounds::hum),
    /** Knuckles on wood: a few low modes, damped at once, once or several times. */
    KNOCK(StruckSounds::knock),
    /** Wind, rain, a tap: coloured noise that swells and goes on. */
    NOISE(NoiseSounds::noise),
    /** A plucked string: a full series of harmonics that rings on. */
    PLUCK(StruckSounds::pluck),
    /** Lips: one long wavering tone with a little breath. */
    WHISTLE(ToneSounds::whistle);

    /** How to make one: adds it to a clip from a time on. */
    interface Voice {
        void play(Clip clip, double start, Draws draws);
    }

    private final Voice voice;

    Sound(Voice voice) {
        this.voice = voice;
    }

    Voice voice() {
        return voice;
    }

    /** The name of the class, such as {@code bell}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
