package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Recording;
import dev.zankyo.audio.Remarks;
import dev.zankyo.audio.Segments;
import dev.zankyo.audio.Span;
import dev.zankyo.data.ClassNames;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Finding;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.data.ReadingListener.Work;
import dev.zankyo.data.Rows;
import dev.zankyo.io.FileError;
import dev.zankyo.sounds.FeatureCache.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A reader that makes the spectrograms of recordings in parallel, or takes them from the cache. Memory holds one
 * recording per thread, or its labeled segments. With a cache, the spectrograms are in mapped files, so memory hardly
 * grows with their number.
 *
 * @param frontEnd the log-mel front end
 * @param threads number of recordings decoded at once
 * @param cache the cache of spectrograms
 * @param listener receives the number of bytes read; called on any thread, but by one at a time
 */
public record SoundReader(LogMelSpec frontEnd, int threads, FeatureCache cache, ReadingListener listener) {
    /** The maximum number of recordings per cache file, and thus the most that a killed process loses. */
    private static final int ROWS_PER_FILE = 8192;

    /** A receiver of spectrograms, called from all threads. */
    @FunctionalInterface
    private interface Sink {
        void add(float[] values, SoundFacts facts) throws IOException;
    }

    /**
     * Reads recordings. The classes of the result are the labels of the recordings that can be used.
     *
     * @param files the recordings
     * @param findings receives every file that cannot be used; it is skipped
     * @throws InputException if no file can be used
     */
    public SoundSet read(List<SoundFile> files, Consumer<Finding> findings) {
        var reading = new Reading(files, findings);
        listener.onBegin(Work.DECODING, files.get(0).path(), reading.bytes());
        try (var workers = new Workers(threads)) {
            for (int from = 0; from < files.size(); from += ROWS_PER_FILE) {
                reading.readRange(workers, from, Math.min(files.size(), from + ROWS_PER_FILE));
            }
        } finally {
            listener.onEnd();
        }
        return reading.set();
    }

    /** The remarks about one file, collected while it is decoded. */
    private static final class Heard implements Remarks {
        final List<String> warnings = new ArrayList<>();
        final List<String> notes = new ArrayList<>();

        @Override
        public void warn(String warning) {
            warnings.add(warning);
        }

        @Override
        public void note(String note) {
            notes.add(note);
        }
    }

    /** The hashes of recordings. They are kept, so that the file of a recording with many segments is hashed once. */
    private static final class Hashes {
        private final Map<Path, String> known = new ConcurrentHashMap<>();

        String of(Path file) throws IOException {
            String hash = known.get(file);
            if (hash == null) {
                hash = ContentHash.of(file);
                known.put(file, hash);
            }
            return hash;
        }
    }

    /** The state of one call of {@link #read}. */
    private final class Reading {
        private final List<SoundFile> files;
        private final Consumer<Finding> findings;
        private final LogMel features = new LogMel(frontEnd);
        private final int rowSize = frontEnd.nMels() * frontEnd.frames();
        private final Map<String, Place> places = cache.places(frontEnd, rowSize, listener::onProblem);
        private final String[] contents;
        private final String[] problems;
        private final Hashes hashes = new Hashes();
        private final Set<Path> counted = ConcurrentHashMap.newKeySet();
        private final AtomicLong bytesRead = new AtomicLong();
        private boolean cached = !cache.keepsNothing();

        Reading(List<SoundFile> files, Consumer<Finding> findings) {
            this.files = files;
            this.findings = findings;
            this.contents = new String[files.size()];
            this.problems = new String[files.size()];
        }

        long bytes() {
            return IntStream.range(0, files.size())
                    .filter(i -> i == 0 || isNewRecording(i - 1, i))
                    .mapToLong(i -> files.get(i).path().toFile().length())
                    .sum();
        }

        void readRange(Workers workers, int from, int to) {
            int[] all = IntStream.range(from, to).toArray();
            try {
                workers.forEach(all, this::lookUp);
                int[] missing = Arrays.stream(all)
                        .filter(file -> contents[file] != null && !places.containsKey(contents[file]))
                        .toArray();
                if (missing.length > 0 && cached) {
                    keep(workers, missing);
                }
                if (missing.length > 0 && !cached) {
                    decode(workers, missing, this::hold);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(FileError.reason(e), e);
            }
        }

        /**
         * Computes missing rows and writes them to the cache. If the cache cannot be written, these and later rows are
         * held in memory.
         */
        private void keep(Workers workers, int[] missing) {
            try {
                Path pack = cache.next(frontEnd);
                FeaturePack.write(pack, rowSize, out -> decode(workers, missing, out::add));
                places.putAll(FeatureCache.open(pack, rowSize));
            } catch (IOException e) {
                withoutCache(e);
            } catch (UncheckedIOException e) {
                withoutCache(e.getCause());
            }
        }

        private void withoutCache(IOException cause) {
            cached = false;
            listener.onProblem("keeping spectrograms in memory, as they cannot be cached in " + cache.folder() + "; "
                    + FileError.reason(cause) + " (choose another folder with {cacheFolder})");
        }

        private void lookUp(int file) {
            try {
                SoundFile example = files.get(file);
                String recording = hashes.of(example.path());
                String content = example.span()
                        .map(span -> ContentHash.ofSegment(recording, span))
                        .orElse(recording);
                contents[file] = content;
                Place place = places.get(content);
                if (place != null && place.rows() instanceof FeaturePack pack && !pack.isWhole(place.row())) {
                    places.remove(content); // damaged: the row is computed again
                } else if (place != null) {
                    progress(file);
                }
            } catch (IOException e) {
                problems[file] = "could not be read; " + FileError.reason(e);
            }
        }

        /** Decodes each recording once for all its missing segments, which are neighbors in the list. */
        private void decode(Workers workers, int[] missing, Sink sink) throws IOException {
            int[] firsts = IntStream.range(0, missing.length)
                    .filter(i -> i == 0 || isNewRecording(missing[i - 1], missing[i]))
                    .toArray();
            int[] numbers = IntStream.range(0, firsts.length).toArray();
            workers.forEach(numbers, i -> {
                int end = i + 1 < firsts.length ? firsts[i + 1] : missing.length;
                decode(Arrays.copyOfRange(missing, firsts[i], end), sink);
            });
        }

        private boolean isNewRecording(int before, int file) {
            return files.get(file).span().isEmpty()
                    || !files.get(file).path().equals(files.get(before).path());
        }

        /** Decodes examples of one recording: the whole of it, or segments. */
        private void decode(int[] examples, Sink sink) throws IOException {
            var heard = new Heard();
            List<Recording> decoded = List.of();
            try {
                decoded = read(examples, heard);
            } catch (InputException e) {
                fail(examples, e.problem()); // without the path: the finding names the file within its folder
            } catch (UncheckedIOException e) {
                fail(examples, e.getMessage());
            }
            for (int i = 0; i < decoded.size(); i++) {
                int example = examples[i];
                if (decoded.get(i) == null) {
                    problems[example] =
                            files.get(example).outside(Subject.content()).problem();
                } else {
                    SoundFacts facts = SoundFacts.of(
                            contents[example],
                            decoded.get(i),
                            String.join(", ", heard.warnings),
                            String.join(", ", heard.notes));
                    sink.add(features.apply(decoded.get(i)), facts);
                }
            }
            progress(examples[0]);
        }

        private List<Recording> read(int[] examples, Heard heard) {
            Path path = files.get(examples[0]).path();
            if (files.get(examples[0]).span().isEmpty()) {
                return List.of(Recording.read(path, heard));
            }
            List<Span> spans = Arrays.stream(examples)
                    .mapToObj(example -> files.get(example).span().orElseThrow())
                    .toList();
            return Segments.read(path, spans, heard);
        }

        private void fail(int[] examples, String problem) {
            for (int example : examples) {
                problems[example] = problem;
            }
        }

        private void hold(float[] values, SoundFacts facts) {
            places.put(facts.content(), new Place(Rows.of(values, values.length), 0, facts));
        }

        /** Counts the bytes of a recording, once for all its segments. */
        private void progress(int file) {
            if (counted.add(files.get(file).path())) {
                bytesRead.addAndGet(files.get(file).path().toFile().length());
            }
            synchronized (this) {
                listener.onRead(bytesRead.get());
            }
        }

        SoundSet set() {
            List<SoundFile> usable = new ArrayList<>();
            List<Place> rows = new ArrayList<>();
            for (int i = 0; i < contents.length; i++) {
                SoundFile file = files.get(i);
                if (problems[i] != null) {
                    String text = FileError.printable(file.title()) + ": " + problems[i];
                    findings.accept(new Finding(Finding.Kind.UNUSABLE, text, List.of(file.name())));
                } else {
                    usable.add(file);
                    rows.add(places.get(contents[i]));
                }
            }
            if (usable.isEmpty()) {
                throw InputException.of(Subject.named("sounds"), "at least one recording must be usable")
                        .got("none of " + Naming.count(files.size(), "file") + " ("
                                + FileError.printable(files.get(0).name()) + ": " + problems[0] + ")");
            }
            return set(usable, rows);
        }

        private SoundSet set(List<SoundFile> usable, List<Place> rows) {
            List<String> classes = ClassNames.inOrder(
                    usable.stream().flatMap(file -> file.label().stream()).toList());
            int[] labels = usable.stream()
                    .mapToInt(file -> file.label().map(classes::indexOf).orElse(-1))
                    .toArray();
            Rows values = (row, destination, offset) -> {
                Place place = rows.get(row);
                place.rows().copy(place.row(), destination, offset);
            };
            var data = new Dataset(classes, labels, values, frontEnd.nMels(), frontEnd.frames());
            return new SoundSet(data, usable, rows.stream().map(Place::facts).toList());
        }
    }
}
