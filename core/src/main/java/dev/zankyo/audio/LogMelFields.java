package dev.zankyo.audio;

import dev.zankyo.audio.LogMelSpec.Fit;
import dev.zankyo.audio.LogMelSpec.Level;
import dev.zankyo.audio.LogMelSpec.MelScale;
import dev.zankyo.audio.LogMelSpec.Norm;
import dev.zankyo.audio.LogMelSpec.Normalized;
import dev.zankyo.audio.LogMelSpec.PadMode;
import dev.zankyo.audio.LogMelSpec.Window;
import dev.zankyo.io.FileError;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fields of a front end as names and values, as users and files write them. Methods throw IllegalArgumentException
 * for invalid fields.
 */
final class LogMelFields {
    /**
     * The name of every constant in model files and cache keys. Renaming a constant in Java does not change its name
     * here.
     */
    private static final Map<Enum<?>, String> WORDS = Map.ofEntries(
            Map.entry(MelScale.HTK, "htk"),
            Map.entry(MelScale.SLANEY, "slaney"),
            Map.entry(Norm.NONE, "none"),
            Map.entry(Norm.SLANEY, "slaney"),
            Map.entry(Window.HANN, "hann"),
            Map.entry(Window.HANN_MIDPOINT, "hann_midpoint"),
            Map.entry(PadMode.NONE, "none"),
            Map.entry(PadMode.CONSTANT, "constant"),
            Map.entry(PadMode.REFLECT, "reflect"),
            Map.entry(Normalized.NONE, "none"),
            Map.entry(Normalized.WINDOW, "window"),
            Map.entry(Normalized.FULL_SCALE, "full_scale"),
            Map.entry(Level.NONE, "none"),
            Map.entry(Level.PEAK, "peak"),
            Map.entry(Level.RMS, "rms"),
            Map.entry(Fit.WINDOW, "window"),
            Map.entry(Fit.WHOLE, "whole"));

    private final Map<String, Object> left;

    private LogMelFields(Map<String, ?> fields) {
        left = new HashMap<>(fields);
    }

    static Map<String, Object> of(LogMelSpec spec) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("sample_rate", spec.sampleRate());
        fields.put("n_fft", spec.nFft());
        fields.put("win_length", spec.winLength());
        fields.put("hop_length", spec.hopLength());
        fields.put("n_mels", spec.nMels());
        fields.put("f_min", spec.fMin());
        fields.put("f_max", spec.fMax());
        fields.put("mel_scale", word(spec.melScale()));
        fields.put("norm", word(spec.norm()));
        fields.put("power", spec.power());
        fields.put("window", word(spec.window()));
        fields.put("pad_mode", word(spec.padMode()));
        fields.put("normalized", word(spec.normalized()));
        fields.put("floor", spec.floor());
        fields.put("level", word(spec.level()));
        fields.put("fit", word(spec.fit()));
        fields.put("top_db", spec.topDb());
        fields.put("frames", spec.frames());
        return fields;
    }

    static LogMelSpec of(Map<String, ?> values) {
        LogMelFields fields = new LogMelFields(values);
        LogMelSpec spec = LogMelSpec.builder()
                .sampleRate(fields.whole("sample_rate"))
                .nFft(fields.whole("n_fft"))
                .winLength(fields.whole("win_length"))
                .hopLength(fields.whole("hop_length"))
                .nMels(fields.whole("n_mels"))
                .fMin(fields.real("f_min"))
                .fMax(fields.real("f_max"))
                .melScale(fields.constant("mel_scale", MelScale.class))
                .norm(fields.constant("norm", Norm.class))
                .power(fields.whole("power"))
                .window(fields.constant("window", Window.class))
                .padMode(fields.constant("pad_mode", PadMode.class))
                .normalized(fields.constant("normalized", Normalized.class))
                .floor(fields.real("floor"))
                .level(fields.constant("level", Level.class))
                .fit(fields.constant("fit", Fit.class))
                .topDb(fields.real("top_db"))
                .frames(fields.whole("frames"))
                .build();
        if (!fields.left.isEmpty()) {
            throw unknown(fields.left.keySet().iterator().next());
        }
        return spec;
    }

    /**
     * Parses a preset followed by changes: {@code general,n_mels=64}. If the changes set the sample rate but not {@code
     * f_max}, {@code f_max} stays the same fraction of the sample rate.
     */
    static LogMelSpec parse(String text) {
        String[] parts = text.split(",", -1);
        boolean named = !parts[0].contains("=");
        LogMelSpec preset = named ? Preset.named(parts[0]).spec() : LogMelSpec.DEFAULT;
        Map<String, Object> fields = of(preset);
        Set<String> changed = new HashSet<>();
        for (String part : Arrays.asList(parts).subList(named ? 1 : 0, parts.length)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals).strip();
            if (equals < 0 || !fields.containsKey(name)) {
                throw unknown(name);
            }
            fields.put(name, part.substring(equals + 1).strip());
            changed.add(name);
        }
        if (changed.contains("sample_rate") && !changed.contains("f_max")) {
            double fraction = preset.fMax() / preset.sampleRate();
            fields.put("f_max", fraction * new LogMelFields(fields).whole("sample_rate"));
        }
        return of(fields);
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException("a change must be NAME=VALUE with the name of a field; expected one of "
                + String.join(", ", of(LogMelSpec.DEFAULT).keySet()) + ", got " + FileError.printable(name));
    }

    private int whole(String name) {
        return value(name, "a whole number", Integer::valueOf);
    }

    private double real(String name) {
        return value(name, "a number", Double::valueOf);
    }

    private <E extends Enum<E>> E constant(String name, Class<E> type) {
        E[] all = type.getEnumConstants();
        String words = Arrays.stream(all).map(LogMelFields::word).collect(Collectors.joining(", "));
        return value(name, "one of " + words, text -> {
            for (E one : all) {
                if (word(one).equals(text)) {
                    return one;
                }
            }
            throw new IllegalArgumentException(text);
        });
    }

    private <T> T value(String name, String kind, Function<String, T> reading) {
        Object value = left.remove(name);
        if (value == null) {
            throw new IllegalArgumentException(name + ": must be there; it is missing");
        }
        try {
            return reading.apply(value.toString());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + ": expected " + kind + ", got " + FileError.printable(value.toString()), e);
        }
    }

    static String word(Enum<?> constant) {
        return Objects.requireNonNull(WORDS.get(constant), () -> constant + " must have a word");
    }
}
