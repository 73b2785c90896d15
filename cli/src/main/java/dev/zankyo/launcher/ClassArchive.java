package dev.zankyo.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An archive of the classes that a command needs, in the memory layout of the virtual machine (JEP 350, dynamic class
 * data sharing). A command's first run writes it at the end. Later runs map it and start in two thirds of the time. An
 * archive's name identifies the class path, the Java and the options. The virtual machine checks them again and ignores
 * an archive that does not match. If anything fails, the program runs without an archive.
 */
final class ClassArchive {
    /**
     * The free disk space that an archive requires, in bytes. An archive has some 20 MiB, and a virtual machine that
     * cannot write its archive ends with an error.
     */
    private static final long FREE_BYTES = 256L << 20;

    private static final String SUFFIX = ".jsa";
    private static final String UNFINISHED = ".tmp";

    private final Path file;
    private final Path unfinished;
    private final String owner;

    private ClassArchive(Path file, String owner) {
        this.file = file;
        this.owner = owner;
        this.unfinished =
                file.resolveSibling(file.getFileName() + "." + Long.toHexString(System.nanoTime()) + UNFINISHED);
    }

    /**
     * Returns the archive for a command on a Java.
     *
     * @param options the options of the virtual machine
     * @param classPath the class path: the program's jar and its plug-ins
     * @return null if the user has chosen an archive or turned archives off, or there is no folder for one
     */
    static ClassArchive of(
            Jdk jdk,
            List<String> options,
            String classPath,
            String command,
            Map<String, String> environment,
            Path home) {
        String chosen =
                options + " " + environment.get("JDK_JAVA_OPTIONS") + " " + environment.get("JAVA_TOOL_OPTIONS");
        boolean usersOwn = chosen.matches("(?s).*(-Xshare|-Xlog|-javaagent|SharedArchive|ArchiveClasses|-XX:AOT).*");
        if (usersOwn) {
            return null;
        }
        try {
            Path folder = Files.createDirectories(folder(environment, home));
            if (!Files.isWritable(folder) || Files.getFileStore(folder).getUsableSpace() < FREE_BYTES) {
                return null;
            }
            StringBuilder names = new StringBuilder();
            StringBuilder stamps =
                    new StringBuilder(stamp(jdk.home().resolve("release").toFile()));
            for (String name : classPath.split(File.pathSeparator)) {
                File jar = new File(name).getAbsoluteFile();
                if (!jar.isFile()) {
                    return null;
                }
                names.append(' ').append(jar);
                stamps.append(' ').append(stamp(jar));
            }
            String owner = command + "-" + hash(jdk.home() + names.toString() + " " + options);
            String version = hash(stamps.toString());
            return new ClassArchive(folder.resolve(owner + "-" + version + SUFFIX), owner);
        } catch (IOException | InvalidPathException e) {
            return null; // no place to keep it
        }
    }

    private static Path folder(Map<String, String> environment, Path home) {
        String named = environment.get("XDG_CACHE_HOME");
        boolean absolute = named != null && !named.isEmpty() && Paths.get(named).isAbsolute();
        return (absolute ? Paths.get(named) : home.resolve(".cache"))
                .resolve("zankyo")
                .resolve("classes");
    }

    private static String stamp(File file) {
        return file.length() + " " + file.lastModified();
    }

    /** Returns the 64-bit FNV-1a hash in hexadecimal. */
    private static String hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return Long.toHexString(hash);
    }

    /**
     * Returns the options of the virtual machine that use the archive if it exists, and otherwise write one. They print
     * nothing.
     */
    List<String> options() {
        String use =
                Files.isReadable(file) ? "-XX:SharedArchiveFile=" + file : "-XX:ArchiveClassesAtExit=" + unfinished;
        return Arrays.asList(use, "-XX:+IgnoreUnrecognizedVMOptions", "-Xlog:disable");
    }

    /**
     * Keeps the archive that the run has written, and deletes archives of other versions of the jar.
     *
     * @param success whether the run completed the command; the archive of an incomplete run is deleted
     */
    void close(boolean success) {
        try {
            if (!Files.exists(unfinished)) {
                return;
            }
            if (!success) {
                Files.delete(unfinished);
                return;
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            deleteOthers();
        } catch (IOException | DirectoryIteratorException e) {
            return; // the next run writes another one
        }
    }

    private void deleteOthers() throws IOException {
        long yesterday = System.currentTimeMillis() - TimeUnit.DAYS.toMillis(1);
        try (DirectoryStream<Path> others = Files.newDirectoryStream(file.getParent())) {
            for (Path other : others) {
                String name = other.getFileName().toString();
                boolean outdated = name.startsWith(owner) && name.endsWith(SUFFIX) && !other.equals(file);
                boolean abandoned = name.endsWith(UNFINISHED) && other.toFile().lastModified() < yesterday;
                if (outdated || abandoned) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }
}
