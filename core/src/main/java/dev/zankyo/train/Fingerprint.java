package dev.zankyo.train;

import dev.zankyo.backend.Weights;
import dev.zankyo.data.Dataset;
import dev.zankyo.io.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The SHA-256 digest of numbers' bits, little-endian, in hexadecimal. Equal digests mean equal bits. */
public final class Fingerprint {
    private static final int CHUNK = 1 << 14;

    private final Digest digest = new Digest();
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private Fingerprint() {}

    /** Returns the digest of a data set, in memory or in a file: shape, classes, labels and values. */
    public static String of(Dataset data) {
        var print = new Fingerprint();
        print.add(data.size(), data.bands(), data.frames(), data.classes().size());
        for (String name : data.classes()) {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            print.add(utf8.length);
            print.digest.update(utf8);
        }
        print.add(data.labels());
        float[] row = new float[data.rowSize()];
        for (int i = 0; i < data.size(); i++) {
            data.copyRow(i, row, 0);
            print.add(row);
        }
        return print.digest.hex();
    }

    /** Returns the digest of weights: parameters, then moving statistics. */
    public static String of(Weights weights) {
        var print = new Fingerprint();
        print.add(weights.parameters());
        print.add(weights.movingStatistics());
        return print.digest.hex();
    }

    private void add(int... values) {
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            bytes.asIntBuffer().put(values, from, count);
            digest.update(bytes.array(), 0, count * Integer.BYTES);
        }
    }

    private void add(float[] values) {
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            bytes.asFloatBuffer().put(values, from, count);
            digest.update(bytes.array(), 0, count * Float.BYTES);
        }
    }
}
