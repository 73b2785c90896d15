package dev.zankyo.audio;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
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

/**
 * A reader of sound files that selects the decoder: the JDK for the formats it knows, otherwise the decoders on the
 * class path.
 */
final class AudioFile {
    private static final int HEAD = 16;
    private static final AudioDecoder JAVA_SOUND = new JavaSoundDecoder();

    private AudioFile() {}

    /** The decoders on the class path, loaded once, when a file first needs one. */
    private static final class Plugins {
        static final List<AudioDecoder> ALL = ServiceLoader.load(AudioDecoder.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * Reads a whole file.
     *
     * @param name name of the file in messages
     */
    static Recording read(Path file, String name, Consumer<String> warnings) {
        return read(file, name, () -> Plugins.ALL, warnings);
    }

    /** Reads a whole file; asks for {@code plugins} only if the JDK does not know the format. */
    static Recording read(Path file, String name, Supplier<List<AudioDecoder>> plugins, Consumer<String> warnings) {
        var samples = new SampleCollector();
        decode(file, name, plugins, new Mixdown(samples, warnings));
        return samples.recording();
    }

    /** Decodes a file and passes on its samples as they are decoded. */
    static void decode(Path file, String name, Mixdown.Output output, Consumer<String> warnings) {
        decode(file, name, () -> Plugins.ALL, new Mixdown(output, warnings));
    }

    private static void decode(Path file, String name, Supplier<List<AudioDecoder>> plugins, Mixdown mixdown) {
        try {
            decode(file, plugins, mixdown);
            mixdown.end();
        } catch (InputException e) {
            throw e.in(Subject.named(name));
        } catch (IOException e) {
            throw InputException.of(Subject.named(name), "could not be read; " + FileError.reason(e))
                    .because(e);
        }
    }

    private static void decode(Path file, Supplier<List<AudioDecoder>> plugins, Mixdown mixdown) throws IOException {
        byte[] head = head(file);
        if (head.length == 0) {
            throw InputException.of(Subject.content(), "must be a sound file").got("an empty one");
        }
        Container container = Container.of(head, file);
        if (container == null) {
            throw InputException.of(Subject.content(), "must be a sound file")
                    .expected("WAV, AIFF, AU, FLAC, Ogg or MP3")
                    .got(beginning(head));
        }
        if (!container.knownToJdk()) {
            decodeByPlugin(file, plugins.get(), mixdown, container.title() + " files need a decoder");
            return;
        }
        try {
            JAVA_SOUND.decode(file, mixdown);
        } catch (UnknownFormatException e) {
            String rule = "header must be whole and its encoding known to the JDK or to a decoder";
            decodeByPlugin(file, plugins.get(), mixdown, rule);
        }
    }

    private static void decodeByPlugin(Path file, List<AudioDecoder> plugins, Mixdown mixdown, String rule)
            throws IOException {
        List<String> obstacles = new ArrayList<>();
        for (AudioDecoder decoder : plugins) {
            Optional<String> obstacle = decoder.obstacle();
            if (obstacle.isEmpty()) {
                decoder.decode(file, mixdown);
                return;
            }
            obstacles.add(decoder.name() + ": " + obstacle.get());
        }
        try {
            JAVA_SOUND.decode(file, mixdown);
        } catch (UnknownFormatException e) {
            InputException fault = InputException.of(Subject.content(), rule).because(e);
            throw obstacles.isEmpty()
                    ? fault.got("none on the class path").remedy("convert it to WAV, or add one")
                    : fault.got(String.join("; ", obstacles));
        }
    }

    private static byte[] head(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw InputException.of(Subject.content(), "must be a sound file").got("a folder");
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
