package dev.zankyo.audio;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.audio.JavaSoundDecoder.UnknownFormatException;
import dev.zankyo.io.FileError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * A reader of sound files. It reads WAV, AIFF and AU itself. Other formats, and compressed samples in these three, are
 * passed to each {@link AudioDecoder} in turn, and then to the service providers of {@code javax.sound}. If all of them
 * fail, the file is refused.
 */
final class AudioFile {
    private static final int HEAD = 4096;

    /** The name of a stream; it has no extension. */
    private static final String STREAM = "stream";

    private static final AudioDecoder JAVA_SOUND = new JavaSoundDecoder();

    private AudioFile() {}

    /** The decoders on the class path, loaded once, when the first file needs one. */
    private static final class Plugins {
        static final List<AudioDecoder> ALL = ServiceLoader.load(AudioDecoder.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /**
     * Reads a file.
     *
     * @param name name of the file, for messages
     */
    static Recording read(Path file, String name, Remarks remarks) {
        return read(file, name, () -> Plugins.ALL, remarks);
    }

    /** Reads a file with decoders that are loaded only if the file needs one. */
    static Recording read(Path file, String name, Supplier<List<AudioDecoder>> plugins, Remarks remarks) {
        var samples = new SampleCollector();
        decode(file, name, plugins, new Mixdown(samples, remarks));
        return samples.recording();
    }

    /** Reads a stream like {@link SoundSource#stream}. */
    static Recording read(InputStream in, String name, Remarks remarks) {
        var samples = new SampleCollector();
        decode(in, name, samples, remarks);
        return samples.recording();
    }

    /** Decodes a file and passes its samples on in pieces. */
    static void decode(Path file, String name, Mixdown.Output output, Remarks remarks) {
        decode(file, name, () -> Plugins.ALL, new Mixdown(output, remarks));
    }

    private static void decode(Path file, String name, Supplier<List<AudioDecoder>> plugins, Mixdown mixdown) {
        named(name, mixdown, () -> decode(file, plugins, mixdown));
    }

    /** Decodes a stream and passes its samples on as they arrive. */
    static void decode(InputStream in, String name, Mixdown.Output output, Remarks remarks) {
        Mixdown mixdown = new Mixdown(output, remarks, true);
        named(name, mixdown, () -> decode(in, name, mixdown));
    }

    /** Decodes a growing file and passes its samples on as they are written, until the thread is interrupted. */
    static void follow(Path file, String name, Mixdown.Output output, Remarks remarks) {
        Mixdown mixdown = new Mixdown(output, remarks, true);
        named(name, mixdown, () -> new GrowingFile(file).decode(mixdown));
    }

    /** A computation that reads a file. */
    private interface Reading {
        void run() throws IOException;
    }

    /** Runs a decoder to the end of the sound; messages of exceptions begin with the name. */
    private static void named(String name, Mixdown mixdown, Reading reading) {
        try {
            reading.run();
            mixdown.end();
        } catch (InputException e) {
            throw e.in(Subject.named(name));
        } catch (IOException e) {
            throw InputException.of(Subject.named(name), "could not be read; " + FileError.reason(e))
                    .because(e);
        }
    }

    private static void decode(InputStream in, String name, Mixdown mixdown) throws IOException {
        try (StreamBytes bytes = new StreamBytes(in)) {
            byte[] head = bytes.head(HEAD);
            try {
                StoredSound sound = Container.of(head, Path.of(STREAM)).header(bytes);
                if (sound != null) {
                    sound.decode(bytes, mixdown);
                    bytes.drain();
                    return;
                }
            } catch (ForeignEncodingException | DamagedSoundException e) {
                // A copy in a file can be read in any order, and decoders can read it.
            }
            decodeCopy(bytes, name, mixdown);
        }
    }

    private static void decodeCopy(StreamBytes bytes, String name, Mixdown mixdown) throws IOException {
        Path file = null;
        try {
            try {
                file = Files.createTempFile("zankyo", ".recording");
                bytes.copyTo(file);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        name + ": could not be copied to a temporary file; " + FileError.reason(e), e);
            }
            decode(file, () -> Plugins.ALL, mixdown);
        } finally {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void decode(Path file, Supplier<List<AudioDecoder>> plugins, Mixdown mixdown) throws IOException {
        if (Files.isDirectory(file)) {
            throw InputException.of(Subject.content(), "must be a sound file").got("a folder");
        }
        try (FileBytes bytes = new FileBytes(file)) {
            byte[] head = bytes.head(HEAD);
            OtherFile other = OtherFile.of(head, file);
            if (other != null) {
                throw InputException.of(Subject.content(), "must be a sound file")
                        .got(other.what())
                        .remedy(other.remedy());
            }
            Container container = Container.of(head, file);
            try {
                StoredSound sound = container.header(bytes);
                if (sound != null) {
                    sound.decode(bytes, mixdown);
                    return;
                }
            } catch (ForeignEncodingException e) {
                // Decoders read the big-endian samples of RIFX as little-endian; the result would be noise.
                List<AudioDecoder> asked = bytes.text(0, 4).equals("RIFX") ? List.of() : plugins.get();
                askThoseThatKnow(file, asked, mixdown, container.title() + " files with " + e.getMessage());
                return;
            } catch (DamagedSoundException e) {
                if (!mixdown.begun() && asked(file, plugins.get(), mixdown).decoded()) {
                    return;
                }
                throw InputException.of(
                                Subject.content(), "the " + container.title() + " header is damaged; " + e.getMessage())
                        .remedy("copy or record it again")
                        .because(e);
            }
            if (container == Container.UNKNOWN) {
                if (!asked(file, withProviders(plugins.get()), mixdown).decoded()) {
                    throw InputException.of(Subject.content(), "must be a sound file")
                            .expected("WAV, AIFF, AU, or a format that a decoder knows")
                            .got(beginning(head));
                }
            } else {
                askThoseThatKnow(file, plugins.get(), mixdown, container.title() + " files");
            }
        }
    }

    private static List<AudioDecoder> withProviders(List<AudioDecoder> plugins) {
        List<AudioDecoder> all = new ArrayList<>(plugins);
        all.add(JAVA_SOUND);
        return all;
    }

    /**
     * Passes a file of a known format to the decoders. If all fail, throws the failure of the first decoder that tried.
     */
    private static void askThoseThatKnow(Path file, List<AudioDecoder> plugins, Mixdown mixdown, String what)
            throws IOException {
        Answer answer = asked(file, withProviders(plugins), mixdown);
        if (answer.decoded()) {
            return;
        }
        if (answer.failure() != null) {
            throw answer.failure();
        }
        InputException refusal = InputException.of(Subject.content(), what + " need a decoder");
        throw answer.obstacles().isEmpty()
                ? refusal.got("none on the class path").remedy("convert it to 16-bit PCM WAV, or add a decoder")
                : refusal.got(String.join("; ", answer.obstacles()));
    }

    /**
     * The outcome of passing a file to decoders.
     *
     * @param decoded whether a decoder decoded it
     * @param failure the failure of the first decoder that tried, or null
     * @param obstacles the reasons why other decoders could not be used
     */
    private record Answer(boolean decoded, IOException failure, List<String> obstacles) {}

    /** Passes the file to one decoder after another. If one fails before its first sample, the next one tries. */
    private static Answer asked(Path file, List<AudioDecoder> decoders, Mixdown mixdown) throws IOException {
        List<String> obstacles = new ArrayList<>();
        IOException failure = null;
        for (AudioDecoder decoder : decoders) {
            Optional<String> obstacle = decoder.obstacle();
            if (obstacle.isPresent()) {
                obstacles.add(decoder.name() + ": " + obstacle.get());
                continue;
            }
            try {
                decoder.decode(file, mixdown);
                return new Answer(true, null, obstacles);
            } catch (UnknownFormatException e) {
                continue;
            } catch (IOException e) {
                if (mixdown.begun()) {
                    throw e;
                }
                failure = failure == null ? e : failure;
            }
        }
        return new Answer(false, failure, obstacles);
    }

    private static String beginning(byte[] head) {
        StringBuilder text = new StringBuilder("bytes");
        for (int i = 0; i < Math.min(4, head.length); i++) {
            text.append(String.format(" %02x", head[i]));
        }
        return text.toString();
    }
}
