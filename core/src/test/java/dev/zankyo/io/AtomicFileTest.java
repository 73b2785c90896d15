package dev.zankyo.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void write_newFile_holdsTheContent() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, out -> out.write(bytes("one")));
        assertEquals("one", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void write_existingFile_replacesIt() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "a longer old content");
        AtomicFile.write(file, out -> out.write(bytes("new")));
        assertEquals("new", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void write_contentClosesTheStream_isAllowed() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, out -> {
            try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
                writer.write("closed");
            }
        });
        assertEquals("closed", Files.readString(file));
    }

    @Test
    void write_whileContentRuns_targetIsOldAndTemporaryIsBesideIt() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        AtomicFile.write(file, out -> {
            out.write(bytes("new"));
            assertEquals("old", Files.readString(file));
            assertEquals(2, names().size());
        });
        assertEquals("new", Files.readString(file));
    }

    @Test
    void write_contentFails_keepsTheOldFileAndLeavesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        IOException cause = new IOException("No space left on device");
        var failure = assertThrows(
                UncheckedIOException.class,
                () -> AtomicFile.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw cause;
                }));
        assertEquals(file + ": could not be written; No space left on device", failure.getMessage());
        assertSame(cause, failure.getCause());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("a.txt"), names());
    }

    @Test
    void write_contentThrowsUnchecked_passesItOnAndLeavesNothing() throws IOException {
        IllegalStateException thrown = new IllegalStateException("a bug");
        assertSame(
                thrown,
                assertThrows(
                        IllegalStateException.class,
                        () -> AtomicFile.write(folder.resolve("a.txt"), out -> {
                            throw thrown;
                        })));
        assertEquals(List.of(), names());
    }

    @Test
    void write_missingFolder_namesPathAndReason() {
        Path file = folder.resolve("none").resolve("a.txt");
        var failure = assertThrows(UncheckedIOException.class, () -> AtomicFile.write(file, out -> out.write(1)));
        assertEquals(file + ": could not be written; no such file or folder", failure.getMessage());
    }

    @Test
    void write_overAFolder_failsAndLeavesNothing() throws IOException {
        Path file = Files.createDirectory(folder.resolve("a"));
        var failure = assertThrows(UncheckedIOException.class, () -> AtomicFile.write(file, out -> out.write(1)));
        assertEquals(file + ": could not be written; a folder is in the way", failure.getMessage());
        assertEquals(List.of("a"), names());
    }

    @Test
    void write_relativePathWithoutFolder_isInTheWorkingFolder() throws IOException {
        Path file = Path.of("AtomicFileTest-" + ProcessHandle.current().pid() + ".tmp");
        try {
            AtomicFile.write(file, out -> out.write(bytes("here")));
            assertTrue(Files.exists(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
