package dev.zankyo.audio;

import dev.zankyo.audio.LogMelSpec.Fit;
import dev.zankyo.audio.LogMelSpec.Level;
import dev.zankyo.audio.LogMelSpec.MelScale;
import dev.zankyo.audio.LogMelSpec.Norm;
import dev.zankyo.audio.LogMelSpec.Normalized;
import dev.zankyo.audio.LogMelSpec.PadMode;
import dev.zankyo.audio.LogMelSpec.Window;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A named front end. */
public enum Preset {
    /**
     * The front end of the original network, {@link LogMelSpec#DEFAULT}: short words and beats, 20 bands x 50 frames at
     * 8 kHz.
     */
    DIGITS(LogMelSpec.DEFAULT),

    /**
     * A front end for sounds of any class and length, and for keywords: 40 bands x 64 frames at 16 kHz, fitted to the
     * whole clip without its silent ends.
     */
    GENERAL(new LogMelSpec(
            16_000,
            512,
            400,
            250,
            40,
            20,
            8000,
            MelScale.HTK,
            Norm.NONE,
            2,
            Window.HANN,
            PadMode.REFLECT,
            Normalized.FULL_SCALE,
            1e-7,
            Level.PEAK,
            Fit.WHOLE,
            60,
            64)),

    /** The defaults of {@code torchaudio.transforms.MelSpectrogram}, followed by the logarithm. */
    TORCHAUDIO(new LogMelSpec(
            16_000,
            400,
            400,
            200,
            128,
            0,
            8000,
            MelScale.HTK,
            Norm.NONE,
            2,
            Window.HANN,
            PadMode.REFLECT,
            Normalized.NONE,
            1e-10,
            Level.NONE,
            Fit.WHOLE,
            0,
            80)),

    /** The defaults of {@code librosa.feature.melspectrogram} (0.10 and later), followed by the logarithm. */
    LIBROSA(new LogMelSpec(
            22_050,
            2048,
            2048,
            512,
            128,
            0,
            11_025,
            MelScale.SLANEY,
            Norm.SLANEY,
            2,
            Window.HANN,
            PadMode.CONSTANT,
            Normalized.NONE,
            1e-10,
            Level.NONE,
            Fit.WHOLE,
            0,
            80));

    private final LogMelSpec spec;

    Preset(LogMelSpec spec) {
        this.spec = spec;
    }

    /** Returns the settings. */
    public LogMelSpec spec() {
        return spec;
    }

    /** Returns the name that users write, such as {@code general}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the preset of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Preset named(String name) {
        return Arrays.stream(values())
                .filter(preset -> preset.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("preset must be known; expected one of "
                        + Arrays.stream(values()).map(Preset::toString).collect(Collectors.joining(", ")) + ", got "
                        + name));
    }
}
