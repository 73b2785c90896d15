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
     * The front end of the original network, {@link LogMelSpec#DEFAULT}, for short words and beats: 20 bands x 50
     * frames at 8 kHz.
     */
    DIGITS(LogMelSpec.DEFAULT),

    /**
     * A front end for sounds of any kind and length: 40 bands x 64 frames at 16 kHz. It covers the whole clip without
     * its silent ends.
     */
    GENERAL(LogMelSpec.builder()
            .sampleRate(16_000)
            .nFft(512)
            .winLength(400)
            .hopLength(250)
            .nMels(40)
            .fMin(20)
            .fMax(8000)
            .melScale(MelScale.HTK)
            .norm(Norm.NONE)
            .power(2)
            .window(Window.HANN)
            .padMode(PadMode.REFLECT)
            .normalized(Normalized.FULL_SCALE)
            .floor(1e-7)
            .level(Level.PEAK)
            .fit(Fit.WHOLE)
            .topDb(60)
            .frames(64)
            .build()),

    /** The defaults of {@code torchaudio.transforms.MelSpectrogram}, followed by the logarithm. */
    TORCHAUDIO(LogMelSpec.builder()
            .sampleRate(16_000)
            .nFft(400)
            .winLength(400)
            .hopLength(200)
            .nMels(128)
            .fMin(0)
            .fMax(8000)
            .melScale(MelScale.HTK)
            .norm(Norm.NONE)
            .power(2)
            .window(Window.HANN)
            .padMode(PadMode.REFLECT)
            .normalized(Normalized.NONE)
            .floor(1e-10)
            .level(Level.NONE)
            .fit(Fit.WHOLE)
            .topDb(0)
            .frames(80)
            .build()),

    /** The defaults of {@code librosa.feature.melspectrogram} (0.10 and later), followed by the logarithm. */
    LIBROSA(LogMelSpec.builder()
            .sampleRate(22_050)
            .nFft(2048)
            .winLength(2048)
            .hopLength(512)
            .nMels(128)
            .fMin(0)
            .fMax(11_025)
            .melScale(MelScale.SLANEY)
            .norm(Norm.SLANEY)
            .power(2)
            .window(Window.HANN)
            .padMode(PadMode.CONSTANT)
            .normalized(Normalized.NONE)
            .floor(1e-10)
            .level(Level.NONE)
            .fit(Fit.WHOLE)
            .topDb(0)
            .frames(80)
            .build());

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
     * Returns the preset with the given name.
     *
     * @throws IllegalArgumentException if there is no such preset
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
