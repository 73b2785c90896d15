package dev.zankyo.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class FileErrorTest {
    @Test
    void reason_ofPathOnlyExceptions_isInWords() {
        assertEquals("permission denied", FileError.reason(new AccessDeniedException("/a/b")));
        assertEquals("too bad", FileError.reason(new FileSystemException("/a/b", null, "too bad")));
        assertEquals("FileSystemException", FileError.reason(new FileSystemException("/a/b")));
        assertEquals("two\\u000alines", FileError.reason(new IOException("two\nlines")));
    }

    @Test
    void printable_isOneShortLine() {
        assertEquals("plain \u00e9", FileError.printable("plain \u00e9"));
        assertEquals("a\\u000d\\u001b\\u202e\\u2028b", FileError.printable("a\r\u001b\u202e\u2028b"));
        assertEquals("x".repeat(120), FileError.printable("x".repeat(120)));
        assertEquals("x".repeat(120) + "...", FileError.printable("x".repeat(121)));
    }
}
