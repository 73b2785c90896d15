package dev.zankyo.io;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.util.Set;

/** The width of text in the columns of a terminal: 2 for a Chinese character or an emoji, 0 for a combining accent. */
public final class TextWidth {
    private static final String CUT = "...";
    private static final Set<UnicodeScript> WIDE_SCRIPTS = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI);

    private TextWidth() {}

    /** Returns the number of columns of a text without line ends. */
    public static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    private static int of(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        if (c >= 0x1160 && c <= 0x11ff) {
            return 0; // vowels and final consonants join the first consonant of a Korean syllable
        }
        return isWide(c) ? 2 : 1;
    }

    private static boolean isWide(int c) {
        UnicodeBlock block = UnicodeBlock.of(c);
        if (block == UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS) {
            return c <= 0xff60 || c >= 0xffe0 && c <= 0xffe6;
        }
        return WIDE_SCRIPTS.contains(UnicodeScript.of(c))
                || block == UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION
                || Character.isEmojiPresentation(c);
    }

    /** Returns a text with spaces up to a width. A wider text is unchanged. */
    public static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /** Returns a text with spaces before it up to a width. A wider text is unchanged. */
    public static String rightAligned(String text, int columns) {
        return " ".repeat(Math.max(0, columns - of(text))) + text;
    }

    /**
     * Returns a text that takes at most {@code columns} columns. A wider text loses its middle, as in {@code
     * Phyllo...lita}: the names of similar classes often begin alike.
     */
    public static String cut(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        if (columns <= CUT.length() + 1) {
            return start(text, columns);
        }
        int tail = (columns - CUT.length()) / 2;
        return start(text, columns - CUT.length() - tail) + CUT + end(text, tail);
    }

    private static String start(String text, int columns) {
        int end = 0;
        for (int width = 0; end < text.length(); ) {
            int c = text.codePointAt(end);
            width += of(c);
            if (width > columns) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }

    private static String end(String text, int columns) {
        int begin = text.length();
        for (int width = 0; begin > 0; ) {
            int c = text.codePointBefore(begin);
            width += of(c);
            if (width > columns) {
                break;
            }
            begin -= Character.charCount(c);
        }
        return text.substring(begin);
    }
}
