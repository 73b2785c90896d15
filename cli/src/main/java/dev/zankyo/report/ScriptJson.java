package dev.zankyo.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.zankyo.io.FileError;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON inside a script element. No character of a text can end the element or begin a comment, control a terminal that
 * shows the page, or reverse the text that follows.
 */
final class ScriptJson {
    /** Characters that JSON allows in a text, but that {@link Templates} escapes. They occur in texts only. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\u2028\u2029]");

    private static final CharacterEscapes FOR_HTML = new CharacterEscapes() {
        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            for (char c : new char[] {'<', '>', '&'}) {
                codes[c] = ESCAPE_CUSTOM;
            }
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int character) {
            return new SerializedString(String.format("\\u%04x", character));
        }
    };

    private ScriptJson() {}

    /** The JSON to write. */
    @FunctionalInterface
    interface Content {
        void to(JsonGenerator json) throws IOException;
    }

    /** Returns the content as text. */
    static String text(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setCharacterEscapes(FOR_HTML);
            content.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return UNPRINTABLE
                .matcher(text.toString())
                .replaceAll(found -> Matcher.quoteReplacement(FileError.escaped(found.group())));
    }
}
