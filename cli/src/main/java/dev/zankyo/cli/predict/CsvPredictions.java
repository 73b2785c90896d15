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
 * file,row,start,end,rank,label,probability,familiar,class}. The row is empty for a recording. Start and end, in
 * seconds, are filled in only for windows; every window of a recording has lines of its own. Familiar says whether the
 * sound resembles a class; it is empty if the model cannot tell. The class is the answer; it is empty for an unknown
 * sound and below the threshold.
 */
final class CsvPredictions extends PredictionPrinter {
    private final Printing settings;
    private final CSVPrinter csv;

    CsvPredictions(Printing settings, PrintWriter out, PrintWriter err) {
        super(err);
        this.settings = settings;
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setRecordSeparator('\n')
                .setHeader("file", "row", "start", "end", "rank", "label", "probability", "familiar", "class")
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
            String answer = prediction.atLeast(settings.threshold()).orElse(null);
            for (ClassProbability ranked : prediction.top(settings.top())) {
                csv.printRecord(
                        file,
                        row == 0 ? null : row,
                        Double.isNaN(start) ? null : start,
                        Double.isNaN(end) ? null : end,
                        ++rank,
                        ranked.label(),
                        ranked.probability(),
                        familiar(prediction),
                        answer);
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
