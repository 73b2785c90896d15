package dev.zankyo.data;

import dev.zankyo.io.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;

/**
 * A writer of data sets in the format that {@link CsvReader} reads: no header, line feeds, values rounded to 4
 * decimals.
 */
public final class CsvWriter {
    /** The digits after the decimal point: precise enough for any network, at about 8 bytes per value. */
    static final int DECIMALS = 4;

    private CsvWriter() {}

    /**
     * Writes a file atomically. Rows without labels are written without a label column.
     *
     * @param layout band-major or frame-major
     * @throws IllegalArgumentException if only some of the rows have a label
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Dataset data, Path file, Layout layout) {
        write(data, Optional.empty(), file, layout);
    }

    /**
     * Writes a file like {@link #write(Dataset, Path, Layout)}, with the names of the rows in a column before all
     * others, and with the header {@code id,label,v0,v1,...}.
     *
     * @param names one for each row; empty for a file without names
     */
    public static void write(Dataset data, Optional<List<String>> names, Path file, Layout layout) {
        boolean labelled = data.size() > 0 && data.labels()[0] >= 0;
        for (int label : data.labels()) {
            if (label >= 0 != labelled) {
                throw new IllegalArgumentException("csv: rows must all have a label or all have none");
            }
        }
        AtomicFile.write(file, out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            if (names.isPresent()) {
                writer.append(header(labelled, data.rowSize()));
            }
            float[] bandMajor = new float[data.rowSize()];
            float[] row = new float[data.rowSize()];
            for (int i = 0; i < data.size(); i++) {
                data.copyRow(i, bandMajor, 0);
                layout.fromBandMajor(bandMajor, 0, data.bands(), data.frames(), row);
                String label = labelled ? data.classes().get(data.labels()[i]) : null;
                int number = i;
                writeRow(names.map(all -> all.get(number)), label, row, writer);
            }
            writer.flush();
        });
    }

    private static String header(boolean labelled, int values) {
        return IntStream.range(0, values)
                .mapToObj(i -> "v" + i)
                .collect(Collectors.joining(",", labelled ? "id,label," : "id,", "\n"));
    }

    private static void writeRow(Optional<String> name, String label, float[] row, Writer writer) throws IOException {
        StringBuilder line = new StringBuilder(10 * row.length);
        name.ifPresent(text -> line.append(CSVFormat.DEFAULT.format(text)).append(','));
        if (label != null) {
            line.append(CSVFormat.DEFAULT.format(label)).append(',');
        }
        for (float value : row) {
            line.append(new BigDecimal(value)
                            .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                            .toPlainString())
                    .append(',');
        }
        line.setCharAt(line.length() - 1, '\n');
        writer.append(line);
    }
}
