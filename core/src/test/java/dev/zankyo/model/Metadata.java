package dev.zankyo.model;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The JSON texts in a model file's metadata, each as a file, for tests of other packages. */
public final class Metadata {
    private static final List<Consumer<String>> READERS = List.of(
            MetadataJson::config,
            text -> MetadataJson.classes(text, 65_536),
            MetadataJson::standardization,
            MetadataJson::frontEnd,
            text -> MetadataJson.calibration(text, 1, new float[1]));

    private Metadata() {}

    /** One of them. */
    public static byte[] sound() {
        var config = new ResNetConfig(2, 3, 2, 1, List.of(4), 1, 0.9f, 1e-3f);
        return MetadataJson.write(config).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads one as whatever it is, by every reader. */
    public static void read(Path json) throws IOException {
        String text = Files.readString(json);
        IllegalArgumentException refusal = null;
        int served = 0;
        for (Consumer<String> reader : READERS) {
            try {
                reader.accept(text);
                served++;
            } catch (IllegalArgumentException e) {
                refusal = e;
            }
        }
        if (served == 0) {
            throw InputException.of(Subject.file(json), refusal.getMessage()).because(refusal);
        }
    }
}
