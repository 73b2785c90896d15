package dev.zankyo.cli.predict;

import dev.zankyo.ClassProbability;
import dev.zankyo.Prediction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * A printer of predictions as CSV, one line per prediction and rank, with the header {@code
 * file,row,start,end,rank,label,probability,familiar}. The row is empty for a recording. Start and end, in seconds, are
 * filled in only for windows; every window of a recording has lines of its own. The last column is empty if the model
 * cannot tell whether the sound resembles a class.
 */
final class CsvPredictions extends PredictionPrinter {
    private final int top;
    private final CSVPrinter csv;

    CsvPredictions(int top, PrintWriter out, PrintWriter err) {
        super(err);
        this.top = top;
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator('\n')
                .setHeader("file", "row", "start", "end", "rank", "label", "probability", "familiar")
                .get();
        try {
            csv = new CSVPrinter(out, format);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    @Override
    void print(Path file, int row, double start, double end, Prediction prediction) {
        try {
            int rank = 0;
            for (ClassProbability ranked : prediction.top(top)) {
                csv.printRecord(
                        file,
                        row == 0 ? null : row,
                        Double.isNaN(start) ? null : start,
                        Double.isNaN(end) ? null : end,
                        ++rank,
                        ranked.label(),
                        ranked.probability(),
                        familiar(prediction));
            }
            csv.flush();
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private static UncheckedIOException lost(IOException e) {
        return new UncheckedIOException("standard output: could not be written; " + e.getMessage(), e);
    }
}
