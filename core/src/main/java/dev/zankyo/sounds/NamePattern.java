package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression for the names of recordings. It must match the whole file name or, if it contains a slash, the
 * whole path within the folder, separated by slashes on every system. Immutable.
 */
public final class NamePattern {
    private final Pattern pattern;
    private final boolean ofPaths;

    private NamePattern(Pattern pattern) {
        this.pattern = pattern;
        this.ofPaths = pattern.pattern().contains("/");
    }

    /**
     * Returns a pattern that matches names.
     *
     * @param setting the setting that holds the text, for messages
     * @throws InputException if {@code regex} is not a regular expression
     */
    public static NamePattern of(String setting, String regex) {
        try {
            return new NamePattern(Pattern.compile(FileNames.composed(regex)));
        } catch (PatternSyntaxException e) {
            throw InputException.of(Subject.setting(setting), "must be a regular expression; " + e.getDescription())
                    .got("\"" + FileError.printable(regex) + "\"")
                    .because(e);
        }
    }

    /**
     * Returns a pattern whose first group extracts a part of the name.
     *
     * @param setting the setting that holds the text, for messages
     * @throws InputException if {@code regex} is not a regular expression or has no group
     */
    public static NamePattern withGroup(String setting, String regex) {
        NamePattern result = of(setting, regex);
        if (result.pattern.matcher("").groupCount() == 0) {
            throw InputException.of(Subject.setting(setting), "must have parentheses around a part of the name")
                    .expected("a pattern such as \"(.*)_.*\"")
                    .got("\"" + FileError.printable(regex) + "\"");
        }
        return result;
    }

    /** Returns whether a path within the folder matches. */
    public boolean matches(String name) {
        return matcher(name).matches();
    }

    /**
     * Returns the text of the pattern's first group in a path within the folder; empty if the path does not match or
     * the text is blank.
     */
    Optional<String> group(String name) {
        Matcher matcher = matcher(name);
        return matcher.matches()
                ? Optional.ofNullable(matcher.group(1)).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    private Matcher matcher(String name) {
        return pattern.matcher(ofPaths ? name : name.substring(name.lastIndexOf('/') + 1));
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
