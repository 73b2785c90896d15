package dev.zankyo.audio;

import java.util.Locale;

/** The classes of sound that {@link SoundSynthesizer} makes, in alphabetical order. */
public enum Sound {
    /** A small bell: inharmonic partials that ring, the low ones longest. */
    BELL(StruckSounds::bell),
    /** A bird: a few short notes that sweep far up or down. */
    CHIRP(ToneSounds::chirp),
    /** A hand clap: several noise bursts, then a short tail. */
    CLAP(NoiseSounds::clap),
    /** A motor or transformer: sustained low harmonics that beat. */
    HUM(ToneSounds::hum),
    /** A knock on wood: a few low modes, strongly damped, once or several times. */
    KNOCK(StruckSounds::knock),
    /** Wind, rain, a tap: sustained colored noise that swells. */
    NOISE(NoiseSounds::noise),
    /** A plucked string: a full series of harmonics that rings. */
    PLUCK(StruckSounds::pluck),
    /** A whistle: one long wavering tone with a little breath. */
    WHISTLE(ToneSounds::whistle);

    /** A function that adds a sound to a clip from {@code start} on. */
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

    /** Returns the name of the class, such as {@code bell}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
