package dev.zankyo.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.zankyo.data.SyntheticDataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the jar with a cache folder of its own. Whatever the folder contains, the program does its work. */
@Tag("full")
final class ClassArchiveIT {
    @TempDir
    Path folder;

    private void train(Path cache) throws IOException, InterruptedException {
        if (!Files.exists(folder.resolve("train.csv"))) {
            SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED, 1, 1).write(folder);
        }
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = Program.onNew(folder)
                .builder(
                        "train",
                        "--train",
                        "train.csv",
                        "--test",
                        "test.csv",
                        "--epochs",
                        "1",
                        "--views",
                        "1",
                        "--backend",
                        "java");
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        builder.environment().put(Plugins.VARIABLE, folder.resolve("plugins").toString());
        int exitCode = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String text = Files.readString(output);
        assertEquals(0, exitCode, text);
        assertFalse(text.contains("WARNING") || text.contains("rchive"), text);
    }

    private static List<Path> files(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("zankyo/classes"))) {
            return files.toList();
        }
    }

    @Test
    void firstRun_leavesOneArchive_thatLaterRunsKeep() throws IOException, InterruptedException {
        Path cache = folder.resolve("cache");
        train(cache);
        List<Path> left = files(cache);
        assertEquals(1, left.size(), left::toString);
        Path archive = left.get(0);
        assertEquals(".jsa", archive.toString().substring(archive.toString().lastIndexOf('.')));
        var written = Files.getLastModifiedTime(archive);

        train(cache);
        assertEquals(left, files(cache));
        assertEquals(written, Files.getLastModifiedTime(archive));
    }

    @Test
    void plugins_haveTheirClassesKept_untilOneChanges() throws IOException, InterruptedException {
        Path cache = folder.resolve("cache");
        Path plugin = Files.createDirectory(folder.resolve("plugins")).resolve("plugin.jar");
        writeJar(plugin, "first");
        train(cache);
        List<Path> left = files(cache);
        assertEquals(1, left.size(), left::toString);
        train(cache);
        assertEquals(left, files(cache));

        writeJar(plugin, "a second, longer");
        train(cache);
        List<Path> later = files(cache);
        assertEquals(1, later.size(), later::toString);
        assertNotEquals(left, later);
    }

    private static void writeJar(Path jar, String text) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("text"));
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
    }

    @Test
    void damagedArchive_isDoneWithout() throws IOException, InterruptedException {
        Path cache = folder.resolve("cache");
        train(cache);
        Path archive = files(cache).get(0);
        Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 1000));
        train(cache);
    }

    @Test
    void noPlaceForAnArchive_isDoneWithout() throws IOException, InterruptedException {
        train(Files.writeString(folder.resolve("a-file"), "not a folder"));
    }
}
