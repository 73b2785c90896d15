package dev.zankyo.cli.terminal;

import dev.zankyo.PreparedData;
import dev.zankyo.ProgressListener;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Finding;
import dev.zankyo.data.Finding.Kind;
import dev.zankyo.data.LayoutChoice;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.io.FileError;
import dev.zankyo.sounds.FrontEndChoice;
import dev.zankyo.sounds.Split;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A view of the data while it is read: features, recordings and findings, or rows of a file. Views of longer work
 * extend it.
 */
public class DataView implements ProgressListener {
    private static final int UNUSABLE_SHOWN = 10;
    private static final int CLASSES_SHOWN = 10;

    private final PrintWriter err;
    private final ReadingListener reading;
    private final Path source;

    /**
     * Makes a view of data from one source.
     *
     * @param reading the view of long reads
     * @param source the folder or file that is read
     */
    public DataView(PrintWriter err, ReadingListener reading, Path source) {
        this.err = err;
        this.reading = reading;
        this.source = source;
    }

    @Override
    public void onFrontEnd(FrontEndChoice choice) {
        err.println(OptionName.in(choice.reason()));
        err.flush();
    }

    /**
     * Shows the data. If the rows come from a training and a test file, it shows only the findings, because the files
     * are announced when the run begins.
     */
    @Override
    public void onData(PreparedData data) {
        boolean undivided = data.test().size() == 0;
        if (data.recordings().isPresent()) {
            showParts(data.recordings().get());
            showFindings(data.findings());
        } else if (data.frontEnd().isPresent() && undivided) {
            data.findings().forEach(finding -> err.println(line(finding)));
            err.println(source + ": " + data.training().size() + " recordings");
        } else if (data.layout().isPresent()) {
            if (undivided) {
                err.println(note(source, data.training(), data.layout().get()));
                err.println(classes(data.training()));
            }
            showFindings(data.findings());
        }
        err.flush();
    }

    /** Returns the line about the rows of a file. */
    public static String note(Path file, Dataset rows, LayoutChoice layout) {
        return file + ": " + rows.size() + " rows, layout " + OptionName.in(layout.toString());
    }

    private void showParts(Split split) {
        err.println(source + ": " + split.training().size() + " training recordings, "
                + split.test().size() + " test recordings, "
                + split.training().data().classes().size() + " classes");
        err.println(classes(split.training().data()));
    }

    /** Returns the classes with their numbers of training rows; of many classes the first and the last. */
    public static String classes(Dataset training) {
        List<String> names = training.classes();
        int[] counts = new int[names.size()];
        for (int label : training.labels()) {
            if (label >= 0) {
                counts[label]++;
            }
        }
        return "classes: "
                + IntStream.range(0, counts.length)
                        .filter(i -> counts.length <= CLASSES_SHOWN || i < CLASSES_SHOWN - 1 || i == counts.length - 1)
                        .mapToObj(i -> (counts.length > CLASSES_SHOWN && i == counts.length - 1 ? "... " : "")
                                + FileError.printable(names.get(i)) + " " + counts[i])
                        .collect(Collectors.joining(", "));
    }

    /** Prints one line per finding. Of the unusable files it names the first few and counts the rest. */
    private void showFindings(List<Finding> findings) {
        List<Finding> unusable = findings.stream()
                .filter(finding -> finding.kind() == Kind.UNUSABLE)
                .toList();
        Stream<Finding> others = findings.stream().filter(finding -> finding.kind() != Kind.UNUSABLE);
        unusable.stream().limit(UNUSABLE_SHOWN).forEach(finding -> err.println(line(finding)));
        if (unusable.size() > UNUSABLE_SHOWN) {
            err.println("skipped: " + (unusable.size() - UNUSABLE_SHOWN) + " more files");
        }
        others.forEach(finding -> err.println(line(finding)));
    }

    /** Returns the line about a finding, which begins with its weight: skipped, warning or note. */
    public static String line(Finding finding) {
        String weight =
                finding.kind() == Kind.UNUSABLE ? "skipped: " : finding.kind().isFault() ? "warning: " : "note: ";
        return weight + OptionName.in(finding.toString());
    }

    @Override
    public void onBegin(Work work, Path file, long bytes) {
        reading.onBegin(work, file, bytes);
    }

    @Override
    public void onRead(long bytes) {
        reading.onRead(bytes);
    }

    @Override
    public void onEnd() {
        reading.onEnd();
    }

    @Override
    public void onProblem(String trouble) {
        reading.onProblem(trouble);
    }
}
