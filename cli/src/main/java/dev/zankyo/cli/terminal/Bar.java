package dev.zankyo.cli.terminal;

import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;

/** A progress bar as the status of a screen. A thread of its own draws it several times a second. */
final class Bar implements AutoCloseable {
    static final int UPDATE_MILLIS = 200;

    private static final int STEPS = 1_000_000;

    private final Screen screen;
    private final Drawing drawing = new Drawing();
    private final ProgressBar bar;
    private volatile List<String> figures = List.of();

    Bar(Screen screen, String name) {
        this.screen = screen;
        bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(STEPS)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setRenderer(this::render)
                .setConsumer(drawing)
                .continuousUpdate() // the times move on during a long step
                .build();
    }

    private String render(ProgressState state, int columns) {
        double seconds = state.getElapsedAfterStart().toMillis() * 1e-3;
        return new BarText(state.getTaskName(), state.getNormalizedProgress(), seconds, figures).in(columns);
    }

    /** Moves the bar to a share of the work, in [0, 1]. */
    void moveTo(double share) {
        bar.stepTo((long) (share * STEPS));
    }

    /** Shows figures beside the bar or below it, the most important first. */
    void show(List<String> shown) {
        figures = shown;
    }

    /** Removes the bar from the screen. */
    @Override
    public void close() {
        bar.close();
        drawing.close(); // the bar does not close a drawing that it has not used
    }

    private final class Drawing implements ProgressBarConsumer {
        private boolean closed;

        @Override
        public int getMaxRenderedLength() {
            return screen.columns();
        }

        @Override
        public synchronized void accept(String text) {
            if (!closed) { // the bar's thread may be late
                screen.showStatus(text);
            }
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                screen.showStatus("");
            }
        }
    }
}
