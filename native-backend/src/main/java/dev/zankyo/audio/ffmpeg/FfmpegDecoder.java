package dev.zankyo.audio.ffmpeg;

import dev.zankyo.audio.AudioDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A decoder that uses FFmpeg, if the JavaCPP presets {@code org.bytedeco:ffmpeg} and the library for this platform are
 * on the class path. Thread-safe: every file is opened separately.
 */
public final class FfmpegDecoder implements AudioDecoder {
    private static final String REMEDY =
            " (in the project's folder: mvn -q -Pffmpeg -pl cli validate; or put the jars into the folder that"
                    + " ZANKYO_PLUGINS names; or convert the file to 16-bit PCM WAV)";

    /** The library's state, determined once, when the first file needs it. */
    private static final class Library {
        static final Optional<String> OBSTACLE = obstacle();

        private static Optional<String> obstacle() {
            try {
                FfmpegFile.load();
                return Optional.empty();
            } catch (NoClassDefFoundError e) {
                return Optional.of("org.bytedeco:ffmpeg is not on the class path" + REMEDY);
            } catch (LinkageError | RuntimeException e) {
                return Optional.of("its library cannot be loaded: " + firstLine(e) + REMEDY);
            }
        }

        private static String firstLine(Throwable failure) {
            String message = String.valueOf(failure.getMessage());
            return message.lines().findFirst().orElse(message);
        }
    }

    @Override
    public String name() {
        return "ffmpeg";
    }

    @Override
    public Optional<String> obstacle() {
        return Library.OBSTACLE;
    }

    @Override
    public void decode(Path file, SampleSink sink) throws IOException {
        try (var open = new FfmpegFile(file)) {
            open.decode(sink);
        }
    }
}
