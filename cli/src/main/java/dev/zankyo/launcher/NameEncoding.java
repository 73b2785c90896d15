package dev.zankyo.launcher;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;

/**
 * The encoding of file names in a JVM. Without a locale, as under cron or in a container, a JVM takes names for ASCII:
 * other letters are lost, and two classes may become one.
 */
final class NameEncoding {
    private final boolean ascii;

    /** @param charset the name of the JVM's encoding; null if unknown */
    NameEncoding(String charset) {
        this.ascii = charset != null
                && Charset.isSupported(charset)
                && Charset.forName(charset).equals(StandardCharsets.US_ASCII);
    }

    /** Returns the encoding of this JVM. */
    static NameEncoding here() {
        return new NameEncoding(System.getProperty("sun.jnu.encoding"));
    }

    /** Returns the environment variables that give another JVM UTF-8 names, if names are ASCII here. */
    Map<String, String> environment() {
        return ascii ? Collections.singletonMap("LC_ALL", "C.UTF-8") : Collections.<String, String>emptyMap();
    }

    /**
     * Returns whether letters of the arguments are lost.
     *
     * @param args the arguments, with question marks for lost letters
     * @param commandLine the file in which the system shows the command line as given; without it, the answer is false
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
