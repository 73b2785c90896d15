package dev.zankyo.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
    @TempDir
    private Path folder;

    @Test
    void find_folderBesideTheJar_givesItsJarsInOrder() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        for (String name : List.of("b.jar", "a.jar", "notes.txt")) {
            Files.createFile(plugins.resolve(name));
        }
        Files.createDirectory(plugins.resolve("folder.jar"));
        String jar = folder.resolve("cli.jar").toString();
        List<String> both = List.of(
                plugins.resolve("a.jar").toString(), plugins.resolve("b.jar").toString());
        assertEquals(both, Plugins.find(jar, Map.of()));
        assertEquals(both, Plugins.find(jar, Map.of(Plugins.VARIABLE, "")));
    }

    @Test
    void find_folderNamedByTheEnvironment_comesInItsPlace() throws IOException {
        Files.createFile(Files.createDirectories(folder.resolve("plugins")).resolve("a.jar"));
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.createFile(other.resolve("c.jar"));
        String jar = folder.resolve("cli.jar").toString();
        assertEquals(
                List.of(other.resolve("c.jar").toString()),
                Plugins.find(jar, Map.of(Plugins.VARIABLE, other.toString())));
    }

    @Test
    void find_noFolder_givesNone() {
        assertEquals(List.of(), Plugins.find(folder.resolve("cli.jar").toString(), Map.of()));
        assertEquals(
                List.of(),
                Plugins.find("", Map.of(Plugins.VARIABLE, folder.resolve("none").toString())));
    }
}
