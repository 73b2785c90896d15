package dev.zankyo.audio;

import dev.zankyo.InputException;
import dev.zankyo.audio.JavaSoundDecoder.UnknownFormatException;
import dev.zankyo.io.FileError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads a sound file with the decoder that knows it: the JDK where it does, then those found on the class path. */
final class AudioFile {
    private static final int HEAD = 16;
    private static final AudioDecoder JAVA_SOUND = new JavaSoundDecoder();

    private AudioFile() {}

    /** Loaded once, when the first file needs one. */
    private static final class Plugins {
        static final List<AudioDecoder> ALL = ServiceLoader.load(AudioDecoder.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** @param name of the file, for messages */
    static Recording read(Path file, String name, Consumer<String> warnings) {
        return read(file, name, () -> Plugins.ALL, warnings);
    }

    /** With decoders that are asked for only if the JDK does not know the file. */
    static Recording read(Path file, String name, Supplier<List<AudioDecoder>> plugins, Consumer<String> warnings) {
        try {
            return recording(file, plugins, warnings);
        } catch (InputException e) {
            throw new InputException(name + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new InputException(name + ": could not be read; " + FileError.reason(e), e);
        }
    }

    private static Recording recording(Path file, Supplier<List<AudioDecoder>> plugins, Consumer<String> warnings)
            throws IOException {
        byte[] head = head(file);
        if (head.length == 0) {
            throw new InputException("must be a sound file; got an empty one");
        }
        Container container = Container.of(head, file);
        if (container == null) {
            throw new InputException(
                    "must be a sound file; expected WAV, AIFF, AU, FLAC, Ogg or MP3, got " + beginning(head));
        }
        if (container.knownToJdk()) {
            try {
                return decoded(JAVA_SOUND, file, warnings);
            } catch (UnknownFormatException e) {
                String rule = "header must be whole and its encoding known to the JDK or to a decoder";
                return byPlugin(file, plugins.get(), warnings, rule);
            }
        }
        return byPlugin(file, plugins.get(), warnings, container.title() + " files need a decoder");
    }

    private static Recording byPlugin(Path file, List<AudioDecoder> plugins, Consumer<String> warnings, String rule)
            throws IOException {
        List<String> obstacles = new ArrayList<>();
        for (AudioDecoder decoder : plugins) {
            Optional<String> obstacle = decoder.obstacle();
            if (obstacle.isEmpty()) {
                return decoded(decoder, file, warnings);
            }
            obstacles.add(decoder.name() + ": " + obstacle.get());
        }
        try {
            return decoded(JAVA_SOUND, file, warnings);
        } catch (UnknownFormatException e) {
            String got = obstacles.isEmpty()
                    ? "none on the class path (convert it to WAV, or add one)"
                    : String.join("; ", obstacles);
            throw new InputException(rule + "; got " + got, e);
        }
    }

    private static Recording decoded(AudioDecoder decoder, Path file, Consumer<String> warnings) throws IOException {
        Mixdown mixdown = new Mixdown(warnings);
        decoder.decode(file, mixdown);
        return mixdown.recording();
    }

    private static byte[] head(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new InputException("must be a sound file; got a folder");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEAD);
        }
    }

    private static String beginning(byte[] head) {
        StringBuilder text = new StringBuilder("bytes");
        for (int i = 0; i < Math.min(4, head.length); i++) {
            text.append(String.format(" %02x", head[i]));
        }
        return text.toString();
    }
}
