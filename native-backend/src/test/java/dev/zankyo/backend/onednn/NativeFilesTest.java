package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The folder of unpacked libraries: its contents, and how damage to it is handled. Each case has a JVM of its own. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Tag("full")
class NativeFilesTest {
    private static final String OTHER =
            "library absent from the class path, or replaced by other bytes: unavailable, never opened";
    private static final String AT_ONCE = "processes at once on an empty cache: all load it";

    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";
    private static final String DNNL = "libdnnl.so.3";

    @TempDir
    Path folder;

    private static String sha256(InputStream in) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 20];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Test
    void list_isOfTheLibrariesOnTheClassPath() throws Exception {
        assertEquals(6, NativeFiles.digests().size());
        for (var entry : NativeFiles.digests().entrySet()) {
            try (InputStream in = NativeFilesTest.class.getResourceAsStream(entry.getKey())) {
                assertEquals(entry.getValue(), sha256(in), entry.getKey());
            }
        }
    }

    @Test
    void roots_areTheFolderNamedOrTheUsersCacheAndTheTemporaryFolder() {
        String temporary = System.getProperty("java.io.tmpdir");
        Path last = Path.of(temporary, "zankyo-" + System.getProperty("user.name"));
        Path home = Path.of(System.getProperty("user.home"));
        assertEquals(List.of(Path.of("/n")), NativeFiles.roots(Map.of("XDG_CACHE_HOME", "/x"), "/n"));
        assertEquals(
                List.of(Path.of("/x/zankyo/natives"), last), NativeFiles.roots(Map.of("XDG_CACHE_HOME", "/x"), null));
        assertEquals(
                List.of(home.resolve(".cache/zankyo/natives"), last),
                NativeFiles.roots(Map.of("XDG_CACHE_HOME", "relative"), null));
    }

    private ChildJvm.Result ask(Map<String, String> environment, List<String> flags, String... backends)
            throws Exception {
        List<String> all = new ArrayList<>(flags);
        all.add(NATIVE_ACCESS);
        return ChildJvm.run(folder, environment, all, AvailabilityProgram.class, backends);
    }

    private static void assertAvailable(int times, ChildJvm.Result result) {
        assertEquals(
                times,
                result.out().stream()
                        .filter(line -> line.startsWith("available "))
                        .count(),
                result::toString);
        assertEquals(List.of(), result.err());
    }

    private static Path find(Path under, String name) throws Exception {
        try (Stream<Path> files = Files.walk(under)) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    /** A changed file is noticed and unpacked again, even if its length is unchanged. */
    @Test
    @Survives(
            promise = Promise.NATIVE_CODE,
            what = "an unpacked library with a flipped bit, cut, deleted: unpacked again")
    void damagedFile_isUnpackedAgain(Trials trials) throws Exception {
        Map<String, String> cache = Map.of("XDG_CACHE_HOME", folder.toString());
        assertAvailable(2, ask(cache, List.of(), "onednn", "onednn-ffm"));
        Path dnnl = find(folder, DNNL);
        Object inode = Files.getAttribute(dnnl, "unix:ino");
        assertAvailable(1, ask(cache, List.of(), "onednn-ffm"));
        assertEquals(inode, Files.getAttribute(dnnl, "unix:ino"), "nothing is unpacked twice");

        try (var file = new RandomAccessFile(dnnl.toFile(), "rw")) { // flip one bit
            file.seek(file.length() / 2);
            int was = file.read();
            file.seek(file.length() / 2);
            file.write(was ^ 1);
        }
        assertAvailable(1, ask(cache, List.of(), "onednn"));
        assertNotEquals(inode, Files.getAttribute(dnnl, "unix:ino"), "renamed into place, not written over");
        trials.survived();

        try (var file = new RandomAccessFile(dnnl.toFile(), "rw")) { // truncate
            file.setLength(file.length() / 3);
        }
        assertAvailable(1, ask(cache, List.of(), "onednn"));
        trials.survived();
        Files.delete(find(folder, "libjnidnnl.so"));
        assertAvailable(1, ask(cache, List.of(), "onednn"));
        try (InputStream in = Files.newInputStream(dnnl)) {
            assertEquals(NativeFiles.digests().get("/org/bytedeco/dnnl/linux-x86_64/" + DNNL), sha256(in));
        }
        try (Stream<Path> files = Files.list(dnnl.getParent())) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".tmp")).toList());
        }
        trials.survived();
    }

    /**
     * A library that is truncated, lacks a symbol, or is for another architecture or version has another digest. It is
     * not opened.
     */
    @Test
    @Survives(promise = Promise.NATIVE_CODE, what = OTHER)
    void otherLibraryOnTheClassPath_isNotOpened(Trials trials) throws Exception {
        Path place = Files.createDirectories(folder.resolve("first/org/bytedeco/dnnl/linux-x86_64"));
        Files.writeString(place.resolve(DNNL), "not a library");
        String classPath = folder.resolve("first") + ":" + System.getProperty("java.class.path");
        for (String backend : List.of("onednn", "onednn-ffm")) {
            ChildJvm.Result result = ChildJvm.run(
                    folder,
                    Map.of("XDG_CACHE_HOME", folder.toString()),
                    List.of(NATIVE_ACCESS, "-Djava.io.tmpdir=" + folder),
                    classPath,
                    AvailabilityProgram.class,
                    backend);
            result.assertUnavailable(
                    backend, "/org/bytedeco/dnnl/linux-x86_64/" + DNNL + " on the class path must have SHA-256 ");
            result.assertUnavailable(backend, "first on the class path");
            trials.survived();
        }
    }

    @Test
    @Survives(promise = Promise.NATIVE_CODE, what = OTHER)
    void absentLibrary_namesTheDependency() throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(entry -> !entry.matches(".*/dnnl-[^/]*-linux-x86_64\\.jar"))
                .collect(Collectors.joining(":"));
        ChildJvm.Result result = ChildJvm.run(
                folder,
                Map.of("XDG_CACHE_HOME", folder.toString()),
                List.of(NATIVE_ACCESS),
                classPath,
                AvailabilityProgram.class,
                "onednn");
        result.assertUnavailable("onednn", "is not on the class path (add org.bytedeco:dnnl");
    }

    /**
     * A file stands in the place of the folder: even root cannot write there. The other case is a user without a home
     * folder.
     */
    @Test
    @Survives(
            promise = Promise.NATIVE_CODE,
            what = "a cache that cannot be written to, or no home: unpacked to the temporary folder")
    void cacheThatCannotBeWritten_orNoHome_fallsBackToTheTemporaryFolder() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        List<String> flags = List.of("-Djava.io.tmpdir=" + temporary);
        assertAvailable(1, ask(Map.of("XDG_CACHE_HOME", file.toString()), flags, "onednn"));
        find(temporary, DNNL);
        assertAvailable(
                1,
                ask(Map.of("XDG_CACHE_HOME", ""), List.of("-Djava.io.tmpdir=" + temporary, "-Duser.home=?"), "onednn"));
    }

    @Test
    @Survives(promise = Promise.NATIVE_CODE, what = AT_ONCE)
    void fourProcessesAtOnce_onAnEmptyCache_unpackOnce(Trials trials) throws Exception {
        startAtOnce(4, trials);
    }

    @Test
    @Tag("slow")
    @Survives(promise = Promise.NATIVE_CODE, what = AT_ONCE)
    void twentyProcessesAtOnce_onAnEmptyCache_unpackOnce(Trials trials) throws Exception {
        startAtOnce(20, trials);
    }

    private void startAtOnce(int processes, Trials trials) throws Exception {
        Map<String, String> cache = Map.of("XDG_CACHE_HOME", folder.toString());
        List<Callable<ChildJvm.Result>> children = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            Path own = Files.createDirectory(folder.resolve("child" + i));
            children.add(() -> ChildJvm.run(
                    own, cache, List.of(NATIVE_ACCESS, "-Xmx128m"), AvailabilityProgram.class, "onednn", "onednn-ffm"));
        }
        try (var threads = Executors.newFixedThreadPool(processes)) {
            for (var child : threads.invokeAll(children)) {
                assertAvailable(2, child.get());
                trials.survived();
            }
        }
    }
}
