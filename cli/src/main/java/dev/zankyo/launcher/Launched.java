package dev.zankyo.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The program that an executable jar's manifest names. */
final class Launched {
    private static final String MAIN_CLASS = "Launched-Class";
    private static final String ARCHIVED_COMMANDS = "Archived-Commands";

    private final String mainClass;
    private final Set<String> archived;

    private Launched(String mainClass, Set<String> archived) {
        this.mainClass = mainClass;
        this.archived = archived;
    }

    /** Reads the manifest of the jar that this class is in. */
    static Launched ofManifest() {
        try (InputStream in = Launched.class.getResourceAsStream("/" + JarFile.MANIFEST_NAME)) {
            return of(new Manifest(in).getMainAttributes());
        } catch (IOException e) {
            throw new UncheckedIOException("the program's jar: could not be read; " + e.getMessage(), e);
        }
    }

    static Launched of(Attributes manifest) {
        String commands = manifest.getValue(ARCHIVED_COMMANDS);
        return new Launched(
                manifest.getValue(MAIN_CLASS),
                commands == null
                        ? Collections.<String>emptySet()
                        : new HashSet<String>(Arrays.asList(commands.split(" "))));
    }

    String mainClass() {
        return mainClass;
    }

    /** Returns whether a command should use a {@link ClassArchive}: it loads enough classes to gain by it. */
    boolean archives(String command) {
        return archived.contains(command);
    }
}
