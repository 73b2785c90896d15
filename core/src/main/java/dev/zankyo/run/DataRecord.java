package dev.zankyo.run;

import dev.zankyo.PreparedData;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.RowDigests;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.model.DigestFilter;
import dev.zankyo.model.TrainingDataSummary;
import dev.zankyo.model.TrainingDataSummary.ClipLengths;
import dev.zankyo.sounds.SoundFacts;
import dev.zankyo.sounds.SoundFile;
import dev.zankyo.sounds.Split;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;

/**
 * The record of the data that a run uses. {@code training-data.csv} has one line per training row: the recording's name
 * or the row's number, the digest of the recording's file, and the digest of the row's values. {@code test-files.txt}
 * has the name of each test recording within the folder that the training recordings come from. Computing
 * the digests reads all rows.
 *
 * @param data the rows
 */
public record DataRecord(PreparedData data) {
    private static final CSVFormat QUOTED =
            CSVFormat.DEFAULT.builder().setQuoteMode(QuoteMode.ALL).get();
    private static final String HEADER = "row,file_sha256,values_sha256";

    /**
     * Returns the summary of the training data that the model stores. Rows held out to choose an epoch count as
     * training data. The summary has the digests of their values, but not of their recordings' files.
     */
    public TrainingDataSummary summary() {
        List<SoundFacts> recordings =
                data.recordings().map(split -> split.training().facts()).orElse(List.of());
        Optional<Dataset> validation = data.validation();
        long count = (long) data.training().size()
                + recordings.size()
                + validation.map(Dataset::size).orElse(0);
        Stream<String> digests = Stream.of(
                        RowDigests.of(data.training()),
                        validation.map(RowDigests::of).orElse(Stream.empty()),
                        recordings.stream().map(SoundFacts::content))
                .flatMap(some -> some);
        return new TrainingDataSummary(List.of(DigestFilter.of(count, digests)), lengths(recordings));
    }

    private static Optional<ClipLengths> lengths(List<SoundFacts> recordings) {
        if (recordings.isEmpty()) {
            return Optional.empty();
        }
        double[] seconds =
                recordings.stream().mapToDouble(SoundFacts::seconds).sorted().toArray();
        return Optional.of(new ClipLengths((float) seconds[(seconds.length - 1) / 2], (float)
                seconds[(int) Math.ceil(0.95 * seconds.length) - 1]));
    }

    /** Writes the training rows. A recording that is used several times an epoch has one line. */
    void writeTraining(Path file) {
        Optional<Split> split = data.recordings();
        AtomicFile.write(file, out -> {
            line(out, HEADER);
            Iterator<String> values = RowDigests.of(data.training()).iterator();
            Set<String> written = new HashSet<>();
            for (int row = 0; values.hasNext(); row++) {
                String digest = values.next();
                if (split.isEmpty()) {
                    line(out, row + 1 + ",," + digest);
                    continue;
                }
                String name = split.get().training().files().get(row).name();
                String content = split.get().training().facts().get(row).content();
                String line = CSVFormat.DEFAULT.format(name, content, digest);
                if (written.add(line)) {
                    line(out, line);
                }
            }
        });
    }

    /**
     * Returns the names of the test recordings as lines of a table; empty unless they come from the folder of the
     * training recordings.
     */
    Optional<List<String>> testFiles() {
        return data.recordings()
                .filter(split -> root(split.training().files().getFirst())
                        .equals(root(split.test().files().getFirst())))
                .map(split -> split.test().files().stream()
                        .map(SoundFile::name)
                        .distinct()
                        .map(DataRecord::cell)
                        .toList());
    }

    /** Returns a name as the only cell of a line: in quotes if it has a separator. */
    private static String cell(String name) {
        return name.matches(".*[,;\t\"].*") ? QUOTED.format(name) : name;
    }

    /** Returns the folder that the name of a recording starts from. */
    private static Path root(SoundFile file) {
        Path root = file.path().toAbsolutePath();
        for (int i = file.name().split("/").length; i > 0; i--) {
            root = root.getParent();
        }
        return root;
    }

    private static void line(OutputStream out, String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
