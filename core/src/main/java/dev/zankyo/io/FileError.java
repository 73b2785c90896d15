package dev.zankyo.io;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** The wording of file errors in one-line messages. */
public final class FileError {
    private static final int LONGEST = 120;

    private FileError() {}

    /** Returns the reason for a failure, without the path: the JDK's messages are often just the path. */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "a file is in the way";
        }
        if (failure instanceof FileSystemLoopException) {
            return "a link to a folder that it is in";
        }
        if (failure instanceof CharacterCodingException) {
            return "not UTF-8";
        }
        String text = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        return text == null ? failure.getClass().getSimpleName() : printable(text);
    }

    /**
     * Returns a text from a file for use in a message: control characters are escaped and it is cut at 120 characters.
     */
    public static String printable(String text) {
        return text.length() <= LONGEST ? escaped(text) : escaped(text.substring(0, LONGEST)) + "...";
    }

    /**
     * Returns a text from a file, or a file name, for use on a terminal: control characters are escaped, nothing is
     * cut.
     */
    public static String escaped(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPrintable(c)) {
                line.append(c);
            } else {
                line.append(escaped(c));
            }
        }
        return line.toString();
    }

    /** Returns whether a character is printable: it does not end a line, control the terminal or reverse text. */
    public static boolean isPrintable(char c) {
        return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT && c != '\u2028' && c != '\u2029';
    }

    /** Returns a character as an escape sequence, {@code \}{@code u001b}. */
    public static String escaped(char c) {
        return String.format("\\u%04x", (int) c);
    }
}
