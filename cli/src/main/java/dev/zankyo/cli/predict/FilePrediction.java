package dev.zankyo.cli.predict;

import dev.zankyo.ClipWindows;
import dev.zankyo.InputException;
import dev.zankyo.Prediction;
import dev.zankyo.Subject;
import dev.zankyo.TimedPrediction;
import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.Recording;
import dev.zankyo.audio.Remarks;
import dev.zankyo.audio.SoundSource;
import dev.zankyo.data.Dataset;
import dev.zankyo.evaluate.Predictor;
import dev.zankyo.io.FileError;
import dev.zankyo.model.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A prediction run over files. It decodes a few files at a time, on the threads of Java's common pool, and runs them
 * through the network in common batches. If windows are predicted, a file of at least {@value #LONG} bytes is decoded
 * and predicted at the same time. So memory does not grow with the number of files, or with the length of files that
 * are predicted in windows. A file that fails does not stop the others.
 *
 * @param model the trained model; without a front end it accepts no recordings
 * @param predictor a predictor of that model
 * @param reader a function that reads the rows of a CSV file; it throws {@link InputException} if that is not possible
 * @param windows the windows of a recording; empty to predict each recording as a whole. Then {@link ClipWindows}
 *     divides a recording that is much longer than the training clips
 * @param live whether recordings are predicted while they are being written; needs windows
 * @param standardInput the recording that the path {@code -} stands for
 */
record FilePrediction(
        TrainedModel model,
        Predictor predictor,
        Function<Path, Dataset> reader,
        Optional<Windows> windows,
        boolean live,
        InputStream standardInput) {
    /** The limits of one group of files: large enough to fill batches, small enough for memory. */
    private static final int FILES = 64;

    private static final long BYTES = 8L << 20;
    private static final int ROWS = 1024;

    /**
     * The size of a file that is decoded while its windows are predicted. If it is compressed, it may hold minutes of
     * sound.
     */
    private static final long LONG = 1 << 18;

    /** The size of a file that may be too long for memory; its beginning tells whether it is predicted in windows. */
    private static final long VERY_LONG = 4L << 20;

    /** The number of files predicted and the number that failed. */
    record Count(int served, int failed) {}

    /**
     * Predicts files, and all recordings and CSV files in folders and their subfolders.
     *
     * @throws InputException if there is a recording and the model has no front end
     */
    public Count run(List<Path> paths, Answers answers) {
        var run = new Run(answers);
        paths.forEach(run::path);
        run.flush();
        return new Count(run.served, run.failed);
    }

    /** The parts of a decoded recording, or the reason that there are none. */
    private record Decoded(Path file, List<LogMel.Part> parts, List<String> warnings, RuntimeException failure) {}

    private boolean isStandardInput(Path file) {
        return file.equals(Inputs.STANDARD_INPUT);
    }

    private SoundSource source(Path file) {
        if (isStandardInput(file)) {
            return SoundSource.stream(standardInput, printable(file));
        }
        return live ? SoundSource.growing(file) : SoundSource.file(file);
    }

    /** The state of one call of {@link #run}. */
    private final class Run {
        private final Answers answers;
        private final List<Path> recordings = new ArrayList<>();
        private LogMel frontEnd;
        private long bytes;
        private int served;
        private int failed;

        Run(Answers answers) {
            this.answers = answers;
        }

        void path(Path path) {
            int before = served + failed + recordings.size();
            var others = new OtherFiles();
            try (Stream<Path> files = Inputs.files(path, others::add, this::fail)) {
                files.forEachOrdered(file -> {
                    boolean found = !file.equals(path);
                    if (found && Inputs.holdsRows(file) && !Inputs.mayHoldRows(file, rowSize())) {
                        others.addTable(file);
                    } else {
                        file(file);
                    }
                });
            }
            others.note(path).ifPresent(answers::onWarning);
            if (served + failed + recordings.size() == before) {
                fail(
                        path,
                        InputException.of(Subject.file(path), "folder must hold recordings or CSV files")
                                .got("neither")
                                .remedy("name files of rows .csv or .gz"));
            }
        }

        private void file(Path file) {
            if (Inputs.holdsRows(file)) {
                flush();
                rows(file);
                return;
            }
            requireFrontEnd(file);
            if (windows.isPresent() && (live || isStandardInput(file) || size(file) >= LONG)) {
                flush();
                windows(file, windows.get());
            } else if (windows.isEmpty() && isDivided(file)) {
                flush();
                mean(file);
            } else {
                recordings.add(file);
                bytes += size(file);
                if (recordings.size() == FILES || bytes >= BYTES) {
                    flush();
                }
            }
        }

        /** Returns the size of a file in bytes; 0 if it is missing, which is reported when it is read. */
        private static long size(Path file) {
            try {
                return Files.size(file);
            } catch (IOException e) {
                return 0;
            }
        }

        /** Returns whether the beginning of a large file is already so long that the file is predicted in windows. */
        private boolean isDivided(Path file) {
            double limit = ClipWindows.limit(model);
            if (size(file) < VERY_LONG || limit == Double.POSITIVE_INFINITY) {
                return false;
            }
            try {
                double seconds = Recording.readBeginning(file, limit).seconds();
                return ClipWindows.seconds(model, seconds).isPresent();
            } catch (InputException | UncheckedIOException e) {
                return false; // reported when the whole file is read
            }
        }

        private void requireFrontEnd(Path file) {
            if (frontEnd == null) {
                frontEnd = new LogMel(model.frontEnd().orElseThrow(() -> InputException.of(
                                Subject.file(file),
                                "must be a CSV file, because the model was trained on rows of numbers")
                        .expected(".csv or .gz")
                        .got("a recording")
                        .remedy("train a model of recordings with {recordings}")));
            }
        }

        private void fail(Path file, RuntimeException failure) {
            flush();
            failed++;
            answers.onFailure(file, failure);
        }

        private void rows(Path file) {
            Dataset rows;
            try {
                rows = reader.apply(file);
            } catch (InputException | UncheckedIOException e) {
                fail(file, e);
                return;
            }
            for (int from = 0; from < rows.size(); from += ROWS) {
                int[] some = IntStream.range(from, Math.min(rows.size(), from + ROWS))
                        .toArray();
                int row = from;
                for (Prediction prediction : predictor.predict(rows.select(some))) {
                    answers.onRow(file, ++row, prediction);
                }
            }
            served++;
        }

        /** Predicts the windows of a recording, and passes each prediction on at once. */
        private void windows(Path file, Windows length) {
            Optional<RuntimeException> failure = stream(file, length, window -> answers.onWindow(file, window));
            answers.onEnd(file);
            failure.ifPresentOrElse(e -> fail(file, e), () -> served++);
        }

        /** Predicts a recording much longer than the training clips as the mean of its windows. */
        private void mean(Path file) {
            double length = ClipWindows.seconds(model, Double.POSITIVE_INFINITY).orElseThrow();
            List<TimedPrediction> all = new ArrayList<>();
            Optional<RuntimeException> failure = stream(file, new Windows(length, length), all::add);
            if (failure.isPresent()) {
                fail(file, failure.get());
                return;
            }
            TimedPrediction mean = mean(all);
            ClipWindows.note(model, mean.end()).ifPresent(note -> answers.onWarning(printable(file) + ": " + note));
            answers.onRecording(file, mean);
            served++;
        }

        /** Returns the prediction for a whole recording from those for its windows, or for the recording itself. */
        private static TimedPrediction mean(List<TimedPrediction> windows) {
            List<Prediction> predictions =
                    windows.stream().map(TimedPrediction::prediction).toList();
            return new TimedPrediction(0, windows.getLast().end(), ClipWindows.mean(predictions));
        }

        /**
         * Predicts the windows of a recording while it is being decoded, so that it need not fit into memory. Returns
         * the reason if it could not be read to its end.
         */
        private Optional<RuntimeException> stream(Path file, Windows length, Consumer<TimedPrediction> to) {
            Remarks remarks = Remarks.to(remark -> answers.onWarning(printable(file) + ": " + remark));
            try (var stream = frontEnd.parts(source(file), length.seconds(), length.hop(), remarks)) {
                Iterator<List<LogMel.Part>> batches = stream.iterator();
                while (!answers.isOver() && batches.hasNext()) {
                    List<LogMel.Part> parts = batches.next();
                    timed(parts, predict(parts).iterator()).forEach(to);
                }
                return Optional.empty();
            } catch (InputException | UncheckedIOException e) {
                return Optional.of(e);
            }
        }

        /** Returns one prediction per part, taken from the iterator. */
        private static List<TimedPrediction> timed(List<LogMel.Part> parts, Iterator<Prediction> predictions) {
            return parts.stream()
                    .map(part -> new TimedPrediction(part.start(), part.end(), predictions.next()))
                    .toList();
        }

        /** Predicts the recordings collected so far. */
        void flush() {
            if (recordings.isEmpty()) {
                return;
            }
            List<Decoded> decoded =
                    recordings.parallelStream().map(this::decode).toList();
            recordings.clear();
            bytes = 0;
            List<LogMel.Part> parts =
                    decoded.stream().flatMap(file -> file.parts().stream()).toList();
            Iterator<Prediction> all = predict(parts).iterator();
            for (Decoded file : decoded) {
                file.warnings().forEach(answers::onWarning);
                if (file.failure() != null) {
                    failed++;
                    answers.onFailure(file.file(), file.failure());
                } else {
                    served++;
                    List<TimedPrediction> timed = timed(file.parts(), all);
                    if (windows.isPresent()) {
                        timed.forEach(window -> answers.onWindow(file.file(), window));
                        answers.onEnd(file.file());
                    } else {
                        answers.onRecording(file.file(), mean(timed));
                    }
                }
            }
        }

        private Decoded decode(Path file) {
            List<String> warnings = new ArrayList<>();
            try {
                Remarks remarks = Remarks.to(remark -> warnings.add(printable(file) + ": " + remark));
                Recording recording = isStandardInput(file)
                        ? Recording.read(standardInput, printable(file), remarks)
                        : Recording.read(file, remarks);
                List<LogMel.Part> parts = windows.isEmpty()
                        ? ClipWindows.parts(model, frontEnd, recording, remarks::note)
                                .toList()
                        : frontEnd.parts(
                                        recording,
                                        windows.get().seconds(),
                                        windows.get().hop())
                                .toList();
                return new Decoded(file, parts, warnings, null);
            } catch (InputException | UncheckedIOException e) {
                return new Decoded(file, List.of(), warnings, e);
            }
        }
    }

    private List<Prediction> predict(List<LogMel.Part> parts) {
        List<Prediction> predictions = new ArrayList<>();
        int size = rowSize();
        for (int from = 0; from < parts.size(); from += ROWS) {
            List<LogMel.Part> some = parts.subList(from, Math.min(parts.size(), from + ROWS));
            float[] values = new float[some.size() * size];
            for (int i = 0; i < some.size(); i++) {
                System.arraycopy(some.get(i).values(), 0, values, i * size, size);
            }
            int[] unknown = new int[some.size()];
            Arrays.fill(unknown, -1);
            predictions.addAll(predictor.predict(new Dataset(
                    model.classes(),
                    unknown,
                    values,
                    model.config().bands(),
                    model.config().frames())));
        }
        return predictions;
    }

    private int rowSize() {
        return model.config().bands() * model.config().frames();
    }

    private static String printable(Path file) {
        return FileError.printable(file.toString());
    }
}
