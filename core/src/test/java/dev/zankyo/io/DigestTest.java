package dev.zankyo.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {
    /** The example of the standard, FIPS 180-4. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    @Test
    void of_textOrFile_isTheStandards() throws Exception {
        assertEquals(ABC, Digest.of("abc"));
        assertEquals(ABC, Digest.of(Files.writeString(folder.resolve("a"), "abc")));
        assertEquals("607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f", Digest.of("\u00fc"));
    }

    @Test
    void of_fileOfManyParts_isThatOfItsText() throws Exception {
        String text = "0123456789".repeat(20_000);
        assertEquals(Digest.of(text), Digest.of(Files.writeString(folder.resolve("a"), text)));
    }

    @Test
    void update_inParts_isThatOfTheWhole() {
        Digest digest = new Digest();
        digest.update("a".getBytes(StandardCharsets.US_ASCII));
        digest.update("-b-".getBytes(StandardCharsets.US_ASCII), 1, 1);
        digest.update(ByteBuffer.wrap("c".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(ABC, digest.hex());
    }
}
