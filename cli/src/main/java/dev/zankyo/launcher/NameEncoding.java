package dev.zankyo.launcher;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/**
 * The encoding of file names in a JVM. Without a locale, as under cron or in a container, a JVM reads names as ASCII.
 * Other letters are lost, so two class names may become equal.
 */
final class NameEncoding {
    private final boolean ascii;

    /**
     * Creates the encoding of a JVM.
     *
     * @param charset the name of the JVM's encoding; null if unknown
     */
    NameEncoding(String charset) {
        this.ascii = charset != null
                && Charset.isSupported(charset)
                && Charset.forName(charset).equals(StandardCharsets.US_ASCII);
    }

    /** Returns the encoding of this JVM. */
    static NameEncoding here() {
        return new NameEncoding(System.getProperty("sun.jnu.encoding"));
    }

    /**
     * Returns the environment variables that make another JVM read names as UTF-8; empty unless names are ASCII here.
     */
    Map<String, String> environment() {
        return ascii ? Collections.singletonMap("LC_ALL", "C.UTF-8") : Collections.<String, String>emptyMap();
    }

    /**
     * Returns whether letters of the arguments are lost.
     *
     * @param args the arguments, with question marks in place of lost letters
     * @param commandLine the system's file with the original command line; if it does not exist, the result is false
     */
    boolean loses(String[] args, Path commandLine) {
        String all = String.join(" ", args);
        boolean marked = all.indexOf('?') >= 0 || all.indexOf('\uFFFD') >= 0;
        if (!ascii || !marked || !Files.isReadable(commandLine)) {
            return false;
        }
        try {
            for (byte letter : Files.readAllBytes(commandLine)) {
                if (letter < 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // unreadable, as if it did not exist
        }
    }
}
