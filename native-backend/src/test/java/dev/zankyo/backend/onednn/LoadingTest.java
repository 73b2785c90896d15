package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loading of oneDNN, successful or not, each case in a JVM of its own. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Tag("full")
class LoadingTest {
    private static final String FAILS =
            "oneDNN cannot be loaded (native access denied, no folder to unpack to, noexec, full), by either binding:"
                    + " unavailable, in one line with its remedy";
    private static final String LOADS = "read-only cache, no HOME, two class loaders: loaded all the same";

    private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    @TempDir
    Path folder;

    private ChildJvm.Result ask(List<String> flags, String... backends) throws Exception {
        ChildJvm.Result result = ChildJvm.run(folder, flags, AvailabilityProgram.class, backends);
        assertEquals(0, result.exitCode(), () -> String.join("\n", result.err()));
        return result;
    }

    private static int count(ChildJvm.Result result, String line) {
        return Collections.frequency(result.out(), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onednn onednn-ffm", "onednn-ffm onednn"})
    void bothBackends_shareOneLibraryAndOneOpenMpRuntime(String order) throws Exception {
        ChildJvm.Result result = ask(List.of(NATIVE_ACCESS), order.split(" "));
        assertEquals(1, count(result, "mapped libdnnl.so.3"), result::toString);
        assertEquals(1, count(result, "mapped libgomp.so.1"), result::toString);
        assertEquals(
                2,
                result.out().stream()
                        .filter(line -> line.startsWith("available oneDNN 3.11."))
                        .count());
    }

    @Test
    void panama_loadsNoJniLibrary() throws Exception {
        ChildJvm.Result result = ask(List.of(NATIVE_ACCESS), "onednn-ffm");
        assertEquals(1, count(result, "mapped libdnnl.so.3"), result::toString);
        assertTrue(result.out().stream().noneMatch(line -> line.contains("libjni")), result::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "onednn-ffm"})
    void loading_printsNothing(String backend) throws Exception {
        assertEquals(List.of(), ask(List.of(NATIVE_ACCESS), backend).err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "onednn-ffm"})
    @Survives(promise = Promise.NATIVE_CODE, what = FAILS)
    void deniedNativeAccess_isUnavailableWithTheFlagToAdd(String backend) throws Exception {
        assumeTrue(Runtime.version().feature() >= 24, "the option came with JDK 24");
        ask(List.of("--illegal-native-access=deny"), backend)
                .assertUnavailable(
                        backend, "Java denies native access to it (run Java with --enable-native-access=ALL-UNNAMED)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "onednn-ffm"})
    @Survives(promise = Promise.NATIVE_CODE, what = FAILS)
    void noFolderToUnpackTo_isUnavailableWithTheProperty(String backend) throws Exception {
        // A file stands in the place of each of JavaCPP's folders: even root cannot write there.
        Path file = Files.writeString(folder.resolve("file"), "");
        Path blocked = Files.createDirectory(folder.resolve("work"));
        Files.writeString(blocked.resolve(".javacpp"), "");
        Files.writeString(blocked.resolve(".javacpp-" + System.getProperty("user.name")), "");
        ChildJvm.Result result = ChildJvm.run(
                folder,
                List.of(
                        NATIVE_ACCESS,
                        "-Dorg.bytedeco.javacpp.cachedir=" + file,
                        "-Duser.home=" + blocked,
                        "-Djava.io.tmpdir=" + blocked,
                        "-Duser.dir=" + file),
                AvailabilityProgram.class,
                backend);
        result.assertUnavailable(backend, "its library cannot be unpacked");
        result.assertUnavailable(backend, "-Dorg.bytedeco.javacpp.cachedir=FOLDER");
    }

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "onednn-ffm"})
    @Survives(promise = Promise.NATIVE_CODE, what = FAILS)
    void folderWithoutExecution_isUnavailableByItsName(String backend) throws Exception {
        Path mounted = Files.createDirectory(folder.resolve("noexec"));
        assumeTrue(mount(mounted, "noexec,size=200m"), "needs the right to mount");
        try {
            ask(List.of(NATIVE_ACCESS, "-Dorg.bytedeco.javacpp.cachedir=" + mounted), backend)
                    .assertUnavailable(backend, "noexec");
        } finally {
            command("umount", mounted.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"onednn", "onednn-ffm"})
    @Survives(promise = Promise.NATIVE_CODE, what = FAILS)
    void fullFolder_isUnavailable(String backend) throws Exception {
        Path mounted = Files.createDirectory(folder.resolve("full"));
        assumeTrue(mount(mounted, "size=20m"), "needs the right to mount");
        try {
            ask(List.of(NATIVE_ACCESS, "-Dorg.bytedeco.javacpp.cachedir=" + mounted), backend)
                    .assertUnavailable(backend, "No space left on device");
        } finally {
            command("umount", mounted.toString());
        }
    }

    @Test
    @Survives(promise = Promise.NATIVE_CODE, what = LOADS)
    void readOnlyCache_isUnpackedElsewhere() throws Exception {
        Path mounted = Files.createDirectory(folder.resolve("readonly"));
        assumeTrue(mount(mounted, "ro"), "needs the right to mount");
        try {
            ChildJvm.Result result = ChildJvm.run(
                    folder,
                    Map.of("XDG_CACHE_HOME", mounted.toString()),
                    List.of(NATIVE_ACCESS, "-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp"))),
                    AvailabilityProgram.class,
                    "onednn");
            assertEquals(1, count(result, "mapped libdnnl.so.3"), result::toString);
        } finally {
            command("umount", mounted.toString());
        }
    }

    @Test
    @Survives(promise = Promise.NATIVE_CODE, what = LOADS)
    void homeUnset_isAvailable() throws Exception {
        ChildJvm.Result result = ChildJvm.run(
                folder,
                Map.of("HOME", "", "XDG_CACHE_HOME", ""),
                List.of(NATIVE_ACCESS),
                AvailabilityProgram.class,
                "onednn",
                "onednn-ffm");
        assertEquals(1, count(result, "mapped libdnnl.so.3"), result::toString);
    }

    /** A JNI library belongs to one class loader; JavaCPP makes a copy for the second. */
    @Test
    @Survives(promise = Promise.NATIVE_CODE, what = LOADS)
    void twoClassLoaders_bothCompute() throws Exception {
        ChildJvm.Result result = ChildJvm.run(folder, List.of(NATIVE_ACCESS), TwoLoadersProgram.class);
        assertEquals(0, result.exitCode(), result::toString);
        assertEquals(
                4,
                result.out().stream()
                        .filter(line -> line.startsWith("available "))
                        .count(),
                result::toString);
    }

    /** A program that runs the same code in two class loaders, one after the other. */
    static final class TwoLoadersProgram {
        public static void main(String[] none) throws Exception {
            List<URL> urls = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(":")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            for (int i = 0; i < 2; i++) {
                var loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
                Thread.currentThread().setContextClassLoader(loader);
                var main = loader.loadClass(AvailabilityProgram.class.getName()).getMethod("main", String[].class);
                main.setAccessible(true);
                main.invoke(null, (Object) new String[] {"onednn", "onednn-ffm"});
            }
        }
    }

    private static boolean mount(Path folder, String options) throws Exception {
        return command("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
    }

    private static boolean command(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (java.io.IOException e) {
            return false; // no such program
        }
    }
}
