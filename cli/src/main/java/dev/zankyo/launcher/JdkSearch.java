package dev.zankyo.launcher;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The search for Java installations, a function of the file system and the environment. */
final class JdkSearch {
    /**
     * The folders in which installers put Java, relative to the root of the file system. A star stands for any part of
     * one name.
     */
    private static final String[] SYSTEM = {
        "usr/lib/jvm/*",
        "usr/lib64/jvm/*",
        "usr/java/*",
        "usr/local/openjdk*",
        "usr/local/java/*",
        "opt/java",
        "opt/java/*",
        "opt/*jdk*",
        "Library/Java/JavaVirtualMachines/*/Contents/Home",
        "opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
        "usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home",
        "Program Files/Java/*",
        "Program Files/Eclipse Adoptium/*",
        "Program Files/Microsoft/jdk*",
        "Program Files/Zulu/*",
        "Program Files/Amazon Corretto/*",
        "Program Files/BellSoft/*",
    };

    /** Folders in which tools install Java, relative to the user's home. */
    private static final String[] USER = {
        ".sdkman/candidates/java/*",
        ".jdks/*",
        ".jdks/*/Contents/Home",
        ".gradle/jdks/*",
        ".gradle/jdks/*/*",
        ".gradle/jdks/*/*/Contents/Home",
        ".m2/jdks/*",
        ".m2/jdks/*/*",
        ".asdf/installs/java/*",
        ".local/share/mise/installs/java/*",
        "Library/Java/JavaVirtualMachines/*/Contents/Home",
    };

    private JdkSearch() {}

    /**
     * Returns the installations of release {@code oldest} or newer, best first. {@code JAVA_HOME}, the user's choice,
     * comes first. Then come those with the Vector API, then those with long-term support, then the newest.
     *
     * @param root the root of the file system
     * @param userHome the user's home folder
     * @param environment the environment variables, of which {@code JDK_HOME}, {@code JAVA*_HOME*} and {@code
     *     SDKMAN_DIR} are read
     */
    static List<Jdk> find(Path root, Path userHome, Map<String, String> environment, int oldest) {
        List<Path> places = new ArrayList<Path>();
        for (Map.Entry<String, String> variable : new TreeMap<String, String>(environment).entrySet()) {
            if (variable.getKey().matches("JDK_HOME|JAVA.*_HOME.*")) {
                addTo(places, root, variable.getValue(), "");
            }
        }
        addTo(places, root, environment.get("SDKMAN_DIR"), "candidates/java/*");
        for (String pattern : SYSTEM) {
            expand(root, pattern, places);
        }
        for (String pattern : USER) {
            expand(userHome, pattern, places);
        }

        List<Jdk> found = installations(places, oldest);
        Collections.sort(
                found,
                Comparator.comparing(Jdk::hasVectorApi)
                        .thenComparing(Jdk::isLongTerm)
                        .thenComparing(Jdk::feature)
                        .reversed());
        List<Path> chosen = new ArrayList<Path>();
        addTo(chosen, root, environment.get("JAVA_HOME"), "");
        found.addAll(0, installations(chosen, oldest));
        return found;
    }

    private static List<Jdk> installations(List<Path> places, int oldest) {
        List<Jdk> found = new ArrayList<Jdk>();
        for (Path place : places) {
            Optional<Jdk> jdk = Jdk.at(place);
            if (jdk.isPresent() && jdk.get().feature() >= oldest) {
                found.add(jdk.get());
            }
        }
        return found;
    }

    private static void addTo(List<Path> places, Path root, String folder, String pattern) {
        if (folder == null || folder.isEmpty()) {
            return;
        }
        try {
            expand(root.resolve(folder), pattern, places);
        } catch (InvalidPathException e) {
            return; // not a path, so not a Java
        }
    }

    /** Adds the folders a pattern stands for, each level in the order of names. */
    private static void expand(Path folder, String pattern, List<Path> places) {
        if (pattern.isEmpty()) {
            places.add(folder);
            return;
        }
        int slash = pattern.indexOf('/');
        String name = slash < 0 ? pattern : pattern.substring(0, slash);
        String rest = slash < 0 ? "" : pattern.substring(slash + 1);
        if (!name.contains("*")) {
            expand(folder.resolve(name), rest, places);
            return;
        }
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> matches = new ArrayList<Path>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, name)) {
            for (Path match : stream) {
                matches.add(match);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // a folder that cannot be listed counts as empty
        }
        Collections.sort(matches);
        for (Path match : matches) {
            expand(match, rest, places);
        }
    }
}
