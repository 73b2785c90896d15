package dev.zankyo.io;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.Safetensors.Tensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The checksum of the content of a {@link Safetensors} file: SHA-256 over its texts and tensors. It does not depend on
 * the order of the header's keys, on the order of the tensors or on blanks, so that other programs may rewrite a file.
 * The digest is computed over
 *
 * <pre>
 * the number of texts, without checksums; the number of tensors
 * each text, sorted by key:     key, text
 * each tensor, sorted by name:  name, dtype, axes, elements
 * </pre>
 *
 * <p>A number has 8 bytes, unsigned and little-endian. A key, text, name, dtype, list of axes or tensor's data is
 * preceded by the number of its bytes. Texts are in UTF-8 and are sorted by their bytes. An axis is a number. Elements
 * are row-major and little-endian.
 */
final class ContentChecksum {
    /** The key of the checksum in the metadata. */
    static final String KEY = "zankyo.content_sha256";

    private final Digest digest = new Digest();

    /** Bytes that are not yet in the digest, up to the position. */
    private final ByteBuffer pending = Safetensors.littleEndian(1 << 14);

    private ContentChecksum() {}

    /**
     * Returns the checksum in 64 lower-case hexadecimal digits.
     *
     * @param file the content, without its checksum
     * @throws InputException if a text or name is not valid Unicode, which has no UTF-8 of its own
     */
    static String of(Safetensors file) {
        ContentChecksum checksum = new ContentChecksum();
        checksum.add(file.metadata().size());
        checksum.add(file.tensors().size());
        for (String key : sorted(file.metadata())) {
            checksum.add(key);
            requireUnicode(file.metadata().get(key));
            checksum.add(file.metadata().get(key));
        }
        for (String name : sorted(file.tensors())) {
            checksum.add(name);
            checksum.add(file.tensors().get(name));
        }
        checksum.flush();
        return checksum.digest.hex();
    }

    private void add(Tensor tensor) {
        add(tensor.type().toString());
        add((long) Long.BYTES * tensor.shape().size());
        for (int axis = 0; axis < tensor.shape().size(); axis++) {
            add(tensor.shape().get(axis));
        }
        add(tensor.bytes());
        flush();
        Buffer elements = tensor.elements();
        int most = pending.capacity() / tensor.type().bytes();
        for (int from = 0; from < elements.remaining(); from += most) {
            Buffer chunk = elements.slice(elements.position() + from, Math.min(most, elements.remaining() - from));
            ElementType.copy(chunk, pending);
            pending.position(chunk.remaining() * tensor.type().bytes());
            flush();
        }
    }

    private void add(String text) {
        if (text.length() < pending.capacity() / 2 && isAscii(text)) {
            // Without a copy: a short file can have very many names.
            add(text.length());
            if (pending.remaining() < text.length()) {
                flush();
            }
            for (int i = 0; i < text.length(); i++) {
                pending.put((byte) text.charAt(i));
            }
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        add(utf8.length);
        flush();
        digest.update(utf8);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private void add(long number) {
        if (pending.remaining() < Long.BYTES) {
            flush();
        }
        pending.putLong(number);
    }

    private void flush() {
        digest.update(pending.flip());
        pending.clear();
    }

    /** Returns the keys in the order of their UTF-8, which is the order of code points. */
    private static String[] sorted(Map<String, ?> entries) {
        String[] keys = entries.keySet().toArray(new String[0]);
        for (String key : keys) {
            requireUnicode(key);
        }
        Arrays.sort(keys, ContentChecksum::byCodePoints);
        return keys;
    }

    private static int byCodePoints(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                return Integer.compare(a.codePointAt(i), b.codePointAt(i));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static void requireUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    throw InputException.of(
                                    Subject.named(FileError.printable(text)), "names and texts must be valid Unicode")
                            .got("half of a surrogate pair");
                }
                i++;
            }
        }
    }
}
