package dev.zankyo;

import dev.zankyo.io.FileError;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An exception for invalid input of the user: a file, a setting, a value. The message is one line,
 * {@code where: rule; expected X, got Y (remedy)}, which can be shown as it is. The command line exits with status 2.
 *
 * <p>Use {@code InputException} for the user's data and settings, which no programmer can know beforehand. Use {@link
 * IllegalArgumentException} for a call that the programmer should not have made. A method that gets a user's value may
 * throw an {@code IllegalArgumentException}; its caller then throws an {@code InputException} instead.
 *
 * <p>The rule, the expected value and the remedy mark names of settings by braces ({@link SettingNames}). The value
 * found is shown unchanged.
 */
public class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Subject subject;
    private final String rule;
    private final String expected;
    private final String got;
    private final String remedy;

    /** Creates an exception of a subtype from the parts of another. */
    protected InputException(InputException parts) {
        this(parts.subject, parts.rule, parts.expected, parts.got, parts.remedy, parts.getCause());
    }

    private InputException(Subject subject, String rule, String expected, String got, String remedy, Throwable cause) {
        super(line(subject.toString(), plain(rule), plain(expected), got, plain(remedy)), cause);
        this.subject = subject;
        this.rule = rule;
        this.expected = expected;
        this.got = got;
        this.remedy = remedy;
    }

    /** Returns an exception about a subject that breaks a rule. The methods below add details. */
    public static InputException of(Subject subject, String rule) {
        return new InputException(subject, rule, null, null, null, null);
    }

    /**
     * Returns an exception for a user's value that a method refused with an {@link IllegalArgumentException}. That
     * exception becomes the cause, and its message becomes the rule.
     */
    public static InputException of(Subject subject, IllegalArgumentException refusal) {
        return of(subject, FileError.printable(String.valueOf(refusal.getMessage())))
                .because(refusal);
    }

    /** Returns the same exception with the expected value. */
    public InputException expected(Object value) {
        return copy(subject, String.valueOf(value), got, remedy, getCause());
    }

    /** Returns the same exception with the value found. Text from a file must not contain control characters. */
    public InputException got(Object value) {
        return copy(subject, expected, String.valueOf(value), remedy, getCause());
    }

    /** Returns the same exception with a remedy for the user, as an imperative. */
    public InputException remedy(String imperative) {
        return copy(subject, expected, got, imperative, getCause());
    }

    /** Returns the same exception with its cause. */
    public InputException because(Throwable cause) {
        return copy(subject, expected, got, remedy, cause);
    }

    /**
     * Returns the same exception about the file at {@code path}. A subject without a path, such as a line of a file,
     * gets this path. A subject that is not a file becomes part of the rule. An exception that already names a file is
     * returned unchanged.
     */
    public InputException in(Path path) {
        if (subject instanceof Subject.File file) {
            Subject.File whole = new Subject.File(path, file.line(), file.column());
            return file.path() == null ? copy(whole, expected, got, remedy, this) : this;
        }
        return in(Subject.file(path));
    }

    /**
     * Returns the same exception about the source of the invalid input, such as a named stream. The previous subject,
     * if any, becomes part of the rule.
     */
    public InputException in(Subject source) {
        String within = subject.toString();
        String what = within.isEmpty() ? rule : within + ": " + rule;
        return new InputException(source, what, expected, got, remedy, this);
    }

    private InputException copy(Subject about, String wanted, String found, String imperative, Throwable cause) {
        InputException copy = new InputException(about, rule, wanted, found, imperative, cause);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** Returns the subject, if it is known. */
    public Optional<Subject> subject() {
        return Optional.ofNullable(subject);
    }

    /** Returns the rule that was broken. */
    public String rule() {
        return rule;
    }

    /** Returns the expected value; empty if the rule already names it. */
    public Optional<String> expected() {
        return Optional.ofNullable(expected);
    }

    /** Returns the value found, if any. */
    public Optional<String> got() {
        return Optional.ofNullable(got);
    }

    /** Returns the remedy, if any. */
    public Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }

    /**
     * Returns the message with every setting renamed: {@code naming} receives the name in camelCase and returns the
     * name to show.
     */
    public String message(UnaryOperator<String> naming) {
        String where = subject instanceof Subject.Setting setting ? naming.apply(setting.name()) : subject.toString();
        return line(where, renamed(rule, naming), renamed(expected, naming), got, renamed(remedy, naming));
    }

    /**
     * Returns the message without its subject, for a list whose lines already name it. Names of settings stay in braces
     * ({@link SettingNames}).
     */
    public String problem() {
        return line("", rule, expected, got, remedy);
    }

    private static String plain(String text) {
        return text == null ? null : SettingNames.plain(text);
    }

    private static String renamed(String text, UnaryOperator<String> naming) {
        return text == null ? null : SettingNames.replace(text, naming);
    }

    private static String line(String where, String rule, String expected, String got, String remedy) {
        StringBuilder line =
                new StringBuilder(where).append(where.isEmpty() ? "" : ": ").append(rule);
        if (expected != null) {
            line.append("; expected ").append(expected);
        }
        if (got != null) {
            line.append(expected == null ? "; got " : ", got ").append(got);
        }
        return remedy == null
                ? line.toString()
                : line.append(" (").append(remedy).append(')').toString();
    }
}
