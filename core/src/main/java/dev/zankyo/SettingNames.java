package dev.zankyo;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of settings within text for the user. Text marks the name of a setting by braces, in camelCase, such as
 * <code>{cacheDir}</code>. Exceptions show it in backticks; the command line shows the name of its option.
 */
public final class SettingNames {
    private static final Pattern NAME = Pattern.compile("\\{([a-z][a-zA-Z]*)\\}");

    private SettingNames() {}

    /** Returns the text with the names of settings in backticks. */
    public static String plain(String text) {
        return replace(text, name -> "`" + name + "`");
    }

    /** Returns the text with the name of every setting, braces included, replaced by what {@code naming} makes of it. */
    public static String replace(String text, UnaryOperator<String> naming) {
        return NAME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(naming.apply(found.group(1))));
    }
}
