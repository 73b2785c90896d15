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
    private static final String ANNOUNCED_COMMANDS = "Announced-Commands";

    private final String mainClass;
    private final Set<String> archived;
    private final Set<String> announced;

    private Launched(String mainClass, Set<String> archived, Set<String> announced) {
        this.mainClass = mainClass;
        this.archived = archived;
        this.announced = announced;
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
        return new Launched(
                manifest.getValue(MAIN_CLASS),
                words(manifest.getValue(ARCHIVED_COMMANDS)),
                words(manifest.getValue(ANNOUNCED_COMMANDS)));
    }

    private static Set<String> words(String value) {
        return value == null ? Collections.<String>emptySet() : new HashSet<String>(Arrays.asList(value.split(" ")));
    }

    String mainClass() {
        return mainClass;
    }

    /** Returns whether a command should use a {@link ClassArchive}: it loads enough classes to gain by it. */
    boolean archives(String command) {
        return archived.contains(command);
    }

    /**
     * Returns whether the launcher says at once that it starts: the program takes more than a second to its first line
     * of output.
     */
    boolean isAnnounced(String[] args) {
        return announced.contains(args[0]) && !Arrays.asList(args).contains("--help");
    }
}
