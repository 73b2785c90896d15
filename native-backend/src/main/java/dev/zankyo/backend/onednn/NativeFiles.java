package dev.zankyo.backend.onednn;

import dev.zankyo.io.AtomicFile;
import dev.zankyo.io.CacheFolder;
import dev.zankyo.io.Digest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The presets' libraries, unpacked from the class path into a folder. The folder is named by the SHA-256 of the list of
 * their digests, which is part of this jar. A file is used only if it has the digest listed. A file that is missing,
 * truncated or changed is unpacked again under a temporary name and renamed into place. So a process that has mapped
 * the old file keeps that.
 *
 * <p>Hashing 90 MB at every start would be noticeable. So once a file has been hashed, its inode, length and time of
 * change are noted beside it, and it is hashed again if they differ. No program can set the time of change.
 */
final class NativeFiles {
    /** JavaCPP's own property for the folder to unpack into. If it is set, no other folder is tried. */
    static final String FOLDER_PROPERTY = "org.bytedeco.javacpp.cachedir";

    private static final String LIST = "natives.sha256";
    private static final int BUFFER = 1 << 20;
    private static final long RETRY_NANOS = 20_000_000;

    private NativeFiles() {}

    /**
     * Returns the folder with all libraries in it, each checked.
     *
     * @throws FileNotFoundException if a library is not on the class path
     * @throws IOException if no folder can be written, or a library on the class path does not have the digest listed
     */
    static Path folder() throws IOException {
        String list = list();
        IOException failure = null;
        for (Path root : roots(System.getenv(), System.getProperty(FOLDER_PROPERTY))) {
            try {
                return unpacked(root.resolve(Digest.of(list)), list);
            } catch (FileNotFoundException e) {
                throw e;
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        throw failure == null ? new IOException("there is no folder for it") : failure;
    }

    /**
     * Returns the folders to try: the named one, or else the user's cache, if there is one, and the temporary folder.
     */
    static List<Path> roots(Map<String, String> environment, String named) {
        if (named != null && !named.isEmpty()) {
            return List.of(Path.of(named).toAbsolutePath());
        }
        List<Path> roots = new ArrayList<>();
        Path home = Path.of(System.getProperty("user.home"));
        CacheFolder.find(environment, home).ifPresent(cache -> roots.add(cache.resolve("natives")));
        roots.add(Path.of(System.getProperty("java.io.tmpdir"), "zankyo-" + System.getProperty("user.name"))
                .toAbsolutePath());
        return roots;
    }

    private static String list() throws IOException {
        try (InputStream in = NativeFiles.class.getResourceAsStream(LIST)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Returns the resources listed, each with its SHA-256 in hexadecimal digits. */
    static Map<String, String> digests() {
        try {
            return digests(list());
        } catch (IOException e) {
            throw new UncheckedIOException(LIST, e);
        }
    }

    private static Map<String, String> digests(String list) {
        Map<String, String> digests = new LinkedHashMap<>();
        list.lines().forEach(line -> digests.put("/" + line.substring(66), line.substring(0, 64)));
        return digests;
    }

    private static Path unpacked(Path folder, String list) throws IOException {
        Files.createDirectories(folder);
        requireOwn(folder);
        Map<String, String> missing = new LinkedHashMap<>(digests(list));
        missing.entrySet().removeIf(entry -> isNotedGood(in(folder, entry.getKey())));
        if (missing.isEmpty()) {
            return folder;
        }
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            for (var entry : missing.entrySet()) {
                Path file = in(folder, entry.getKey());
                if (lock.isValid() && !isNotedGood(file)) { // another process may have unpacked it meanwhile
                    if (!Files.isRegularFile(file) || !Digest.of(file).equals(entry.getValue())) {
                        unpack(entry.getKey(), entry.getValue(), file);
                    }
                    noteGood(file);
                }
            }
        }
        return folder;
    }

    /**
     * Throws unless the folder belongs to this user. In a parent that others may write to, somebody else could have
     * created it, and could change files after they were checked.
     */
    private static void requireOwn(Path folder) throws IOException {
        Path probe = Files.createTempFile(folder, "probe", ".tmp");
        try {
            if (!Files.getOwner(folder).equals(Files.getOwner(probe))) {
                throw new IOException(
                        folder + ": must belong to the user of this process; belongs to " + Files.getOwner(folder));
            }
        } finally {
            Files.delete(probe);
        }
    }

    /** Waits for the lock. It admits one process at a time, and one class loader of a process. */
    private static FileLock lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private static Path in(Path folder, String resource) {
        return folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
    }

    private static void unpack(String resource, String expected, Path file) throws IOException {
        // through the class loader: on the module path these files are in a module of their own
        var url = NativeFiles.class.getClassLoader().getResource(resource.substring(1));
        if (url == null) {
            throw new FileNotFoundException(resource);
        }
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        write(file, out -> {
            Digest digest = new Digest();
            try (InputStream in = connection.getInputStream()) {
                byte[] buffer = new byte[BUFFER];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                    digest.update(buffer, 0, n);
                }
            }
            String actual = digest.hex();
            if (!actual.equals(expected)) {
                throw new WrongLibraryException(
                        resource + " on the class path must have SHA-256 " + expected + "; got " + actual);
            }
        });
    }

    /** Writes a file completely or not at all. Throws the file system's own exception, whose type says what failed. */
    private static void write(Path file, AtomicFile.Content content) throws IOException {
        try {
            AtomicFile.write(file, content);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Path noteOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".verified");
    }

    private static boolean isNotedGood(Path file) {
        try {
            return Files.readString(noteOf(file)).equals(state(file));
        } catch (IOException e) {
            return false; // no readable note, so the file is hashed
        }
    }

    private static void noteGood(Path file) throws IOException {
        byte[] state = state(file).getBytes(StandardCharsets.UTF_8);
        write(noteOf(file), out -> out.write(state));
    }

    private static String state(Path file) throws IOException {
        return Files.readAttributes(file, "unix:ino,size,ctime").values().stream()
                .map(Object::toString)
                .sorted()
                .toList()
                .toString();
    }
}
