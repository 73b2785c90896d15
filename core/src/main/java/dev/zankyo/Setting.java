package dev.zankyo;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings that messages name, as subjects or in remedies. A message names a setting by a mark, so that every program can
 * call it what its users call it: a Java program by the method that sets it, the command line by its option.
 */
public enum Setting {
    AUGMENTATION,
    BACKEND,
    BALANCE,
    CACHE_FOLDER,
    CHECKPOINT_EVERY,
    FOLDS,
    FRONT_END,
    GROUP_PATTERN,
    INEXACT,
    KEEP,
    LABEL_PATTERN,
    LABEL_TABLE,
    LEARNING_RATE,
    MEMORY_LIMIT,
    PATIENCE,
    RECIPE,
    RECORDINGS,
    RESTART,
    RESUME,
    STRICT,
    TEST_FOLDER,
    TEST_PATTERN,
    TEST_SHARE,
    VALIDATION_SHARE;

    /**
     * Unicode isolates, which show nothing. {@link dev.zankyo.io.FileError} escapes them in text from outside, so only this
     * type makes marks.
     */
    private static final char BEGIN = '\u2068';

    private static final char END = '\u2069';
    private static final Map<String, Setting> BY_JAVA_NAME =
            Stream.of(values()).collect(Collectors.toMap(Setting::javaName, setting -> setting));
    private static final Pattern MARK =
            Pattern.compile(BEGIN + "(" + String.join("|", BY_JAVA_NAME.keySet()) + ")" + END);

    /** Returns the name in the Java API, such as {@code testShare}. */
    public String javaName() {
        String words = name().toLowerCase(Locale.ROOT);
        return Pattern.compile("_(.)").matcher(words).replaceAll(match -> match.group(1)
                .toUpperCase(Locale.ROOT));
    }

    /** Returns the mark that names this setting in a message. */
    @Override
    public String toString() {
        return BEGIN + javaName() + END;
    }

    /** Returns a message in which settings have their names in the Java API. */
    public static String named(String message) {
        return named(message, Setting::javaName);
    }

    /** Returns a message in which settings have the names given. */
    public static String named(String message, Function<Setting, String> names) {
        return MARK.matcher(message)
                .replaceAll(mark -> Matcher.quoteReplacement(names.apply(BY_JAVA_NAME.get(mark.group(1)))));
    }
}
