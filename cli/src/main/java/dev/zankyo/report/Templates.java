package dev.zankyo.report;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import dev.zankyo.io.FileError;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The templates of the page, which lie beside the classes. */
final class Templates {
    /**
     * Control and format characters except line ends and tabs. HTML forbids the former; the latter can reverse the text
     * that follows.
     */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n\t]]");

    /** The template compiler. It escapes all values and fails on an unknown name. */
    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .withEscaper(text -> Escapers.HTML.escape(printable(text)))
            .strictSections(true)
            .emptyStringIsFalse(true)
            .withLoader(name -> new StringReader(resource(name + ".mustache")));

    private Templates() {}

    /** Returns the template {@code name.mustache}, filled in from the accessors of a record or the entries of a map. */
    static String render(String name, Object context) {
        return COMPILER.compile(resource(name + ".mustache")).execute(context);
    }

    private static String printable(String text) {
        return UNPRINTABLE
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(FileError.escaped(found.group())));
    }

    /** Returns the text of a file beside the classes, or of a resource named from the root of the class path. */
    static String resource(String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("report: " + name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
