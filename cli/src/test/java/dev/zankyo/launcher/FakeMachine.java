package dev.zankyo.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file tree and an environment, to search for installations in. */
final class FakeMachine {
    final Path root;
    final Path home;
    final Map<String, String> environment = new HashMap<>();

    FakeMachine(Path root) {
        this.root = root;
        this.home = root.resolve("home/ada");
    }

    /** Puts an installation, as installers leave it, into a folder under the root. */
    Path install(String folder, String version, String modules) {
        Path at = root.resolve(folder);
        write(at.resolve("bin/java"), "");
        write(at.resolve("release"), "JAVA_VERSION=\"" + version + "\"\nMODULES=\"" + modules + "\"\n");
        return at;
    }

    Path install(String folder, String version) {
        return install(folder, version, "java.base jdk.incubator.vector jdk.unsupported");
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the installations found, as paths relative to the root, best first. */
    List<String> found() {
        return JdkSearch.find(root, home, environment, Launcher.OLDEST).stream()
                .map(jdk -> root.relativize(jdk.home()).toString().replace('\\', '/'))
                .toList();
    }
}
