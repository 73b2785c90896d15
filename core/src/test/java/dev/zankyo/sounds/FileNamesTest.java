package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.data.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class FileNamesTest {
    @TempDir
    private Path folder;

    private final List<Finding> findings = new ArrayList<>();

    /** Makes files by a shell, as Java cannot write a name that its encoding does not know. */
    private void make(String... octal) throws IOException, InterruptedException {
        for (String name : octal) {
            String script = "d=\"$(printf '" + name + "')\"; mkdir \"$d\" && : > \"$d/1.wav\"";
            Process shell = new ProcessBuilder("sh", "-c", script)
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            assertEquals(0, shell.waitFor());
        }
    }

    private List<String> names() {
        return SoundFolder.open(folder, findings::add).files().stream()
                .map(SoundFile::name)
                .toList();
    }

    /** Checks two names in Latin-1, which the JVM shows alike where file names are UTF-8 or ASCII. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void within_namesThatTheJvmCannotDecode_stayDifferent() throws IOException, InterruptedException {
        make("B\\344r", "B\\374r");

        assertEquals(List.of("B\\xE4r/1.wav", "B\\xFCr/1.wav"), names());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void within_decomposedName_isComposed() throws IOException, InterruptedException {
        make("Vo\\314\\210gel");

        assertEquals(List.of("V\u00f6gel/1.wav"), names());
    }

    @Test
    void composed_pattern_matchesDecomposedSpelling() {
        NamePattern pattern = NamePattern.withGroup("labelPattern", "(Vo\u0308gel)_.*");

        assertEquals("V\u00f6gel", pattern.group("V\u00f6gel_1.wav").orElseThrow());
    }
}
