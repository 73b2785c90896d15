package dev.zankyo.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;

/** A Java installation, described by its {@code release} file alone: an unknown binary is not run. */
final class Jdk {
    static final String VECTOR_API = "jdk.incubator.vector";

    private final Path home;
    private final Path java;
    private final int feature;
    private final boolean vectorApi;

    private Jdk(Path home, Path java, int feature, boolean vectorApi) {
        this.home = home;
        this.java = java;
        this.feature = feature;
        this.vectorApi = vectorApi;
    }

    /** Returns the installation in a folder; empty if there is none or its version is unknown. */
    static Optional<Jdk> at(Path home) {
        Path java = home.resolve("bin").resolve("java");
        if (!Files.isRegularFile(java)) {
            java = java.resolveSibling("java.exe");
        }
        Path release = home.resolve("release");
        if (!Files.isRegularFile(java) || !Files.isReadable(release)) {
            return Optional.empty();
        }
        Properties says = new Properties();
        try (InputStream in = Files.newInputStream(release)) {
            says.load(in);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // an unreadable installation counts as absent
        }
        int feature = feature(unquoted(says.getProperty("JAVA_VERSION")));
        boolean vectorApi =
                Arrays.asList(unquoted(says.getProperty("MODULES")).split(" ")).contains(VECTOR_API);
        return feature == 0 ? Optional.<Jdk>empty() : Optional.of(new Jdk(home, java, feature, vectorApi));
    }

    /**
     * Returns the feature release of a version: 8 of {@code 1.8.0_402}, 25 of {@code 25.0.3}, 26 of {@code 26-ea}; 0 if
     * it is no version.
     */
    static int feature(String version) {
        String[] parts = version.split("[^0-9]+");
        int at = parts.length > 1 && parts[0].equals("1") ? 1 : 0;
        return parts.length > at && parts[at].matches("[0-9]{1,4}") ? Integer.parseInt(parts[at]) : 0;
    }

    private static String unquoted(String value) {
        return value == null ? "" : value.replace("\"", "").trim();
    }

    Path home() {
        return home;
    }

    /** Returns the path of the {@code java} program. */
    Path java() {
        return java;
    }

    /** Returns the feature release, such as 25. */
    int feature() {
        return feature;
    }

    /** Returns whether the release has long-term support: every fourth one from 17 on. */
    boolean isLongTerm() {
        return feature >= 17 && feature % 4 == 1;
    }

    /** Returns whether this Java has the module of the Vector API. A trimmed runtime may lack it. */
    boolean hasVectorApi() {
        return vectorApi;
    }

    @Override
    public String toString() {
        return "Java " + feature + " in " + home;
    }
}
