package dev.zankyo.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 digest of bytes that arrive in parts, as 64 hexadecimal digits. Not safe for several threads. */
public final class Digest {
    private static final int CHUNK = 1 << 16;

    private final MessageDigest sha256;

    /** Creates a digest of no bytes. */
    public Digest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns the digest of a text in UTF-8. */
    public static String of(String text) {
        Digest digest = new Digest();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return digest.hex();
    }

    /**
     * Returns the digest of a file's bytes, which are read in parts.
     *
     * @throws IOException if the file cannot be read
     */
    public static String of(Path file) throws IOException {
        Digest digest = new Digest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
        return digest.hex();
    }

    /** Adds bytes. */
    public void update(byte[] bytes) {
        sha256.update(bytes);
    }

    /** Adds {@code length} bytes starting at {@code offset}. */
    public void update(byte[] bytes, int offset, int length) {
        sha256.update(bytes, offset, length);
    }

    /** Adds the bytes of a buffer from its position to its limit. */
    void update(ByteBuffer bytes) {
        sha256.update(bytes);
    }

    /** Returns the digest in lower case and resets it. */
    public String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
