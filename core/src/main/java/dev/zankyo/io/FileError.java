package dev.zankyo.io;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;

/** Words for the failures of files, fit for one line shown to the user. */
public final class FileError {
    private static final int LONGEST = 120;

    private FileError() {}

    /** Why an operation failed, without the path: the JDK's own messages are often the path and nothing else. */
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

    /** Text that came out of a file, made fit for a message: control characters escaped, cut at 120 characters. */
    public static String printable(String text) {
        return text.length() <= LONGEST ? escaped(text) : escaped(text.substring(0, LONGEST)) + "...";
    }

    /** All of a text that came out of a file or is a file's name, made fit for a terminal: control characters escaped. */
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

    /** Whether a character only shows itself: it ends no line, controls no terminal and turns no text around. */
    public static boolean isPrintable(char c) {
        return !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT && c != '\u2028' && c != '\u2029';
    }

    /** A character by its number, {@code \}{@code u001b}. */
    public static String escaped(char c) {
        return String.format("\\u%04x", (int) c);
    }
}
