package dev.zankyo;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of settings within text for the user. Text names a setting in backticks and camelCase, such as {@code
 * `cacheDir`}, which a Java programmer reads as it stands; a program with other names for its settings puts those in.
 */
public final class SettingNames {
    private static final Pattern NAME = Pattern.compile("`([a-z][a-zA-Z]*)`");

    private SettingNames() {}

    /** Returns the text with the name of every setting, backticks included, replaced by what {@code naming} makes of it. */
    public static String replace(String text, UnaryOperator<String> naming) {
        return NAME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(naming.apply(found.group(1))));
    }
}
