package dev.zankyo.sounds;

import dev.zankyo.io.FileError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of spectrograms, for tests of other packages. */
public final class FeaturePacks {
    private static final int SIZE = 2;

    private FeaturePacks() {}

    /** A small file, made in the folder. */
    public static byte[] sound(Path folder) throws IOException {
        Path file = folder.resolve("sound");
        FeaturePack.write(file, SIZE, out -> {
            out.add(
                    new float[] {1, 2},
                    new SoundFacts("00112233445566778899aabbccddeeff", 8000, 1, 0.5, 0.9, 0.1, 0, ""));
            out.add(
                    new float[] {3, 4},
                    new SoundFacts(
                            "ffeeddccbbaa99887766554433221100", 44_100, 2, 5, 1, 0.3, 0.01, "truncated; \u6b8b"));
        });
        return Files.readAllBytes(file);
    }

    /** Reads one, and every row of it, as a cache does. */
    public static void read(Path file) throws IOException {
        try {
            FeaturePack pack = FeaturePack.open(file, SIZE);
            for (int row = 0; row < pack.facts().size(); row++) {
                pack.isWhole(row);
            }
        } catch (IOException e) {
            throw new IOException(FileError.reason(e), e);
        }
    }
}
