package dev.zankyo;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A fault of what the user gave: a file, a setting, a value. The message is one line, {@code where: rule; expected X, got Y
 * (remedy)}, meant to be shown as it stands; the command line exits with 2.
 *
 * <p>The rule for choosing an exception: {@code InputException} is for the user's data and settings, which no programmer can
 * know beforehand. {@link IllegalArgumentException} is for a call that the programmer should not have made. Code that hands
 * a user's value to a method that throws the latter catches it and throws an {@code InputException}.
 *
 * <p>The rule, what is expected and the remedy name settings as {@link SettingNames} says. What was got is shown untouched.
 */
public class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Subject subject;
    private final String rule;
    private final String expected;
    private final String got;
    private final String remedy;

    /** Makes a fault of a kind of its own. All others are made by {@link #of}. */
    protected InputException(Subject subject, String rule, String got, String remedy) {
        this(subject, rule, null, got, remedy, null);
    }

    private InputException(Subject subject, String rule, String expected, String got, String remedy, Throwable cause) {
        super(line(subject == null ? "" : subject.toString(), plain(rule), plain(expected), got, plain(remedy)), cause);
        this.subject = subject;
        this.rule = rule;
        this.expected = expected;
        this.got = got;
        this.remedy = remedy;
    }

    /** Returns an exception about a subject that breaks a rule. What else is known of it is added by the methods below. */
    public static InputException of(Subject subject, String rule) {
        return new InputException(subject, rule, null, null, null, null);
    }

    /** Returns the same fault with what was expected. */
    public InputException expected(Object value) {
        return copy(subject, String.valueOf(value), got, remedy, getCause());
    }

    /** Returns the same fault with what was found instead. Text out of a file must have been made printable. */
    public InputException got(Object value) {
        return copy(subject, expected, String.valueOf(value), remedy, getCause());
    }

    /** Returns the same fault with what the user can do, as an imperative. */
    public InputException remedy(String imperative) {
        return copy(subject, expected, got, imperative, getCause());
    }

    /** Returns the same fault with the exception that showed it. */
    public InputException because(Throwable cause) {
        return copy(subject, expected, got, remedy, cause);
    }

    /**
     * Returns the same fault with the file that it was found in: a place in a file of no known path gets the path. Any other
     * subject that is no file becomes part of the rule. A fault that already names a file stays as it is.
     */
    public InputException in(Path path) {
        if (subject instanceof Subject.File file) {
            Subject.File whole = new Subject.File(path, file.line(), file.column());
            return file.path() == null ? copy(whole, expected, got, remedy, this) : this;
        }
        return in(Subject.file(path));
    }

    /**
     * Returns the same fault about the source that it was found in, such as a stream with a name. What the fault was about
     * before, if anything, becomes part of the rule.
     */
    public InputException in(Subject source) {
        String within = place();
        String what = within.isEmpty() ? rule : within + ": " + rule;
        return new InputException(source, what, expected, got, remedy, this);
    }

    private InputException copy(Subject about, String wanted, String found, String imperative, Throwable cause) {
        InputException copy = new InputException(about, rule, wanted, found, imperative, cause);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** Returns what the fault is about, if it is known. */
    public Optional<Subject> subject() {
        return Optional.ofNullable(subject);
    }

    /** Returns the rule that was broken. */
    public String rule() {
        return rule;
    }

    /** Returns what was expected, if there is more to say than the rule does. */
    public Optional<String> expected() {
        return Optional.ofNullable(expected);
    }

    /** Returns what was found. */
    public Optional<String> got() {
        return Optional.ofNullable(got);
    }

    /** Returns what the user can do. */
    public Optional<String> remedy() {
        return Optional.ofNullable(remedy);
    }

    /** Returns the message with another name for every setting in it: {@code naming} is given those in camelCase. */
    public String message(UnaryOperator<String> naming) {
        String where = subject instanceof Subject.Setting setting ? naming.apply(setting.name()) : place();
        return line(where, renamed(rule, naming), renamed(expected, naming), got, renamed(remedy, naming));
    }

    /**
     * Returns the message without its subject, for a list whose lines name it already. Names of settings stay marked, as
     * {@link SettingNames} says.
     */
    public String problem() {
        return line("", rule, expected, got, remedy);
    }

    private String place() {
        return subject == null ? "" : subject.toString();
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
