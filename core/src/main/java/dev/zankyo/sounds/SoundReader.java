package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Recording;
import dev.zankyo.audio.Remarks;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A reader that makes the spectrograms of recordings in parallel, or takes them from the cache. Memory holds one
 * recording per thread. With a cache, the spectrograms are in mapped files, so memory hardly grows with their number.
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
     * Reads recordings; the classes of the set are those of their labels.
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

    /** The state of one call of {@link #read}. */
    private final class Reading {
        private final List<SoundFile> files;
        private final Consumer<Finding> findings;
        private final LogMel features = new LogMel(frontEnd);
        private final int rowSize = frontEnd.nMels() * frontEnd.frames();
        private final Map<String, Place> places = cache.places(frontEnd, rowSize, listener::onProblem);
        private final String[] contents;
        private final String[] problems;
        private final AtomicLong bytesRead = new AtomicLong();
        private boolean cached = !cache.keepsNothing();

        Reading(List<SoundFile> files, Consumer<Finding> findings) {
            this.files = files;
            this.findings = findings;
            this.contents = new String[files.size()];
            this.problems = new String[files.size()];
        }

        long bytes() {
            return files.stream()
                    .mapToLong(file -> file.path().toFile().length())
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
                    workers.forEach(missing, file -> decode(file, this::hold));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(FileError.reason(e), e);
            }
        }

        /** Computes missing rows into the cache. If it cannot be written, this and later rows are held in memory. */
        private void keep(Workers workers, int[] missing) {
            try {
                Path pack = cache.next(frontEnd);
                FeaturePack.write(pack, rowSize, out -> workers.forEach(missing, file -> decode(file, out::add)));
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
                String content = ContentHash.of(files.get(file).path());
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

        private void decode(int file, Sink sink) throws IOException {
            float[] values = null;
            SoundFacts facts = null;
            try {
                var heard = new Heard();
                Recording recording = Recording.read(files.get(file).path(), heard);
                facts = SoundFacts.of(
                        contents[file], recording, String.join(", ", heard.warnings), String.join(", ", heard.notes));
                values = features.apply(recording);
            } catch (InputException e) {
                problems[file] = e.problem(); // without the path: the finding names the file within its folder
            } catch (UncheckedIOException e) {
                problems[file] = e.getMessage();
            }
            if (values != null) {
                sink.add(values, facts);
            }
            progress(file);
        }

        private void hold(float[] values, SoundFacts facts) {
            places.put(facts.content(), new Place(Rows.of(values, values.length), 0, facts));
        }

        private void progress(int file) {
            bytesRead.addAndGet(files.get(file).path().toFile().length());
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
                    String text = FileError.printable(file.name()) + ": " + problems[i];
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
