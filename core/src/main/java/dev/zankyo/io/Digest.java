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

/** The SHA-256 of bytes that come in parts, in 64 hexadecimal digits. For one thread. */
public final class Digest {
    private static final int CHUNK = 1 << 16;

    private final MessageDigest sha256;

    /** Begins with no bytes. */
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
     * @throws IOException if it cannot be read
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

    /** Goes on with these bytes. */
    public void update(byte[] bytes) {
        sha256.update(bytes);
    }

    /** Goes on with so many bytes from an offset on. */
    public void update(byte[] bytes, int offset, int length) {
        sha256.update(bytes, offset, length);
    }

    /** Goes on with a buffer, from its position to its limit. */
    void update(ByteBuffer bytes) {
        sha256.update(bytes);
    }

    /** Returns the digits, lower case, and begins anew. */
    public String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
