package dev.zankyo.cli.predict;

import dev.zankyo.Prediction;
import dev.zankyo.TimedPrediction;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * A printer that ends its output properly when the process is asked to end, by Ctrl-C or SIGTERM. It prints the last
 * segment and the end of a JSON array, and nothing after them.
 */
final class UntilSignal implements Answers, AutoCloseable {
    private final PredictionPrinter printer;
    private final PrintWriter out;
    private final Thread hook = new Thread(this::end, "zankyo-end");
    private boolean ended;

    UntilSignal(PredictionPrinter printer, PrintWriter out) {
        this.printer = printer;
        this.out = out;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private synchronized void unlessEnded(Runnable printing) {
        if (!ended) {
            printing.run();
        }
    }

    @Override
    public void onRow(Path file, int row, Prediction prediction) {
        unlessEnded(() -> printer.onRow(file, row, prediction));
    }

    @Override
    public void onRecording(Path file, TimedPrediction whole) {
        unlessEnded(() -> printer.onRecording(file, whole));
    }

    @Override
    public void onWindow(Path file, TimedPrediction window) {
        unlessEnded(() -> printer.onWindow(file, window));
    }

    @Override
    public void onEnd(Path file) {
        unlessEnded(() -> printer.onEnd(file));
    }

    @Override
    public void onFailure(Path file, RuntimeException failure) {
        unlessEnded(() -> printer.onFailure(file, failure));
    }

    /** Returns whether the output has ended, or its reader has gone, such as {@code head}. */
    @Override
    public synchronized boolean isOver() {
        return ended || out.checkError();
    }

    @Override
    public void onWarning(String warning) {
        unlessEnded(() -> printer.onWarning(warning));
    }

    /** Prints the end of the output, once. */
    void end() {
        unlessEnded(() -> {
            ended = true;
            printer.close();
            out.flush();
        });
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the process is ending, and the shutdown hook runs
        }
    }
}
