package dev.zankyo.plot;

import dev.zankyo.InputException;
import dev.zankyo.Prediction;
import dev.zankyo.Subject;
import dev.zankyo.audio.Waveform;
import dev.zankyo.io.FileError;
import dev.zankyo.plot.PredictionRows.Cell;
import dev.zankyo.plot.PredictionRows.Row;
import dev.zankyo.plot.Ticks.Tick;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * A picture of recordings, one above the other. Waveform, spectrogram, network's input and predictions of a recording
 * share a time axis. Drawing needs fonts, but no screen. Immutable.
 */
public final class RecordingPlot {
    private static final long MOST_PIXELS = 1L << 27;

    private static final int LEFT = 130;
    private static final int RIGHT = 96;
    private static final int TITLE = 34;
    private static final int CAPTION = 22;
    private static final int AXIS = 34;
    private static final int MARGIN = 10;
    private static final int ROW = 20;
    private static final int USUAL_PANELS = 600;

    /** The shares of the height of a recording: waveform, spectrogram and network's input. */
    private static final double[] SHARES = {0.18, 0.54, 0.28};

    private static final int MOST_TIMES = 14;
    private static final int MOST_AMPLITUDES = 5;
    private static final int LINE = 22;
    private static final int LEVEL_LINE = 32;
    private static final int TICK = 5;
    private static final int BAR = 14;

    /** The narrowest cell of a prediction, and the narrowest with a number in it, in pixels. */
    private static final int LEAST_CELL = 3;

    private static final int NUMBERED_CELL = 42;

    /** The least amplitude at the top of the axis: the noise of silence stays a line. */
    private static final double QUIETEST = 1e-3;

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    private final List<RecordingView> views;
    private final PlotStyle style;
    private final List<Optional<PredictionRows>> predictions;

    /**
     * Creates a picture.
     *
     * @param views the recordings, at least one, from top to bottom
     * @throws InputException if the picture would be too large
     */
    public RecordingPlot(List<RecordingView> views, PlotStyle style) {
        this.views = List.copyOf(views);
        this.style = style;
        predictions = views.stream()
                .map(view -> view.predictions().isEmpty()
                        ? Optional.<PredictionRows>empty()
                        : Optional.of(PredictionRows.of(view.predictions(), columns(style) / LEAST_CELL)))
                .toList();
        if ((long) width() * heights() > MOST_PIXELS) {
            throw InputException.of(Subject.named("picture"), "must have at most " + MOST_PIXELS + " pixels")
                    .got(width() + " x " + heights())
                    .remedy("draw fewer recordings in one picture, or make it smaller with {size}");
        }
    }

    /** Returns the width in pixels of a spectrogram in a picture of this style. */
    public static int columns(PlotStyle style) {
        return style.width() - LEFT - RIGHT;
    }

    /** Returns the titles of the recordings, one per line. */
    String title() {
        return String.join("\n", views.stream().map(RecordingView::title).toList());
    }

    /** Returns the width in pixels. */
    int width() {
        return style.width();
    }

    /** Returns the height in pixels. */
    int height() {
        return (int) heights();
    }

    private long heights() {
        return predictions.stream().mapToLong(this::height).sum();
    }

    private int height(Optional<PredictionRows> rows) {
        return style.height() > 0 ? style.height() : USUAL_PANELS + fixed(rows);
    }

    /** Returns the height of all but waveform and spectrograms. */
    private static int fixed(Optional<PredictionRows> rows) {
        int captions = rows.isPresent() ? 3 : 2;
        return TITLE
                + captions * CAPTION
                + AXIS
                + MARGIN
                + rows.map(table -> ROW * table.rows().size()).orElse(0);
    }

    /** Draws the picture. */
    void draw(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(style.background());
        graphics.fillRect(0, 0, width(), height());
        int top = 0;
        for (int i = 0; i < views.size(); i++) {
            int height = height(predictions.get(i));
            new Section(graphics, views.get(i), predictions.get(i)).draw(top, height);
            top += height;
        }
    }

    /** The drawing of one recording. */
    private final class Section {
        private final Graphics2D graphics;
        private final RecordingView view;
        private final Optional<PredictionRows> table;
        private final double seconds;

        Section(Graphics2D graphics, RecordingView view, Optional<PredictionRows> table) {
            this.graphics = graphics;
            this.view = view;
            this.table = table;
            seconds = view.wave().seconds();
        }

        void draw(int top, int height) {
            int panels = height - fixed(table);
            int y = top + TITLE;
            graphics.setFont(FONT.deriveFont(Font.BOLD, 15f));
            text(fitted(view.title(), width() - LEFT - MARGIN), LEFT, y - 12, style.ink());
            graphics.setFont(FONT);
            Rectangle wave = new Rectangle(LEFT, y, columns(style), (int) (panels * SHARES[0]));
            drawWave(wave);
            Rectangle whole = below(wave, (int) (panels * SHARES[1]));
            caption("Spectrogram: " + view.overview().spec().nMels() + " mel bands, dB of full scale", whole);
            Levels levels = Levels.ofNoise(
                    view.overview().decibels(),
                    view.overview().spec().nMels(),
                    view.overview().count());
            drawColumns(view.overview(), levels, whole, true);
            Rectangle input = below(whole, panels - wave.height - whole.height);
            caption(view.networkTitle(), input);
            drawColumns(view.network(), Levels.ofAll(view.network().decibels()), input, false);
            Rectangle last = input;
            if (table.isPresent()) {
                last = below(input, ROW * table.get().rows().size());
                caption(predictionTitle(table.get()), last);
                drawPredictions(table.get(), last);
            }
            drawTimes(last, true);
        }

        private static Rectangle below(Rectangle panel, int height) {
            return new Rectangle(panel.x, panel.y + panel.height + CAPTION, panel.width, height);
        }

        private void caption(String caption, Rectangle panel) {
            text(fitted(caption, panel.width), panel.x, panel.y - 6, style.faint());
        }

        private void text(String text, int x, int y, Color color) {
            graphics.setColor(color);
            graphics.drawString(text, x, y);
        }

        /** Returns the text, shortened if it is wider than {@code most} pixels, without characters that XML forbids. */
        private String fitted(String text, int most) {
            String plain = FileError.escaped(text).replaceAll("[\\p{Cs}\\ufffe\\uffff]", "\ufffd");
            FontMetrics metrics = graphics.getFontMetrics();
            if (metrics.stringWidth(plain) <= most) {
                return plain;
            }
            int end = plain.length();
            while (end > 0 && metrics.stringWidth(plain.substring(0, end) + "\u2026") > most) {
                end = plain.offsetByCodePoints(end, -1);
            }
            return plain.substring(0, end) + "\u2026";
        }

        private double x(Rectangle panel, double time) {
            return panel.x + panel.width * time / seconds;
        }

        private void drawWave(Rectangle panel) {
            Waveform wave = view.wave();
            double most = Math.max(wave.peak(), QUIETEST);
            double middle = panel.y + panel.height / 2.0;
            double scale = panel.height / 2.0 / most;
            var outline = new Path2D.Double();
            for (int i = 0; i < wave.low().length; i++) {
                double x = x(panel, (i + 0.5) * wave.interval() / wave.sampleRate());
                double high = middle - scale * wave.high()[i];
                double low = middle - scale * wave.low()[i];
                if (i == 0) {
                    outline.moveTo(x, high);
                }
                outline.lineTo(x, high);
                outline.lineTo(x, low);
            }
            graphics.setColor(style.wave());
            graphics.draw(outline);
            frame(panel);
            for (Tick tick : Ticks.linear(-most, most, MOST_AMPLITUDES, "")) {
                onTheLeft(tick.label(), panel, (int) Math.round(middle - scale * tick.value()), true);
            }
            drawTimes(panel, false);
        }

        private void drawColumns(Columns columns, Levels levels, Rectangle panel, boolean smooth) {
            BufferedImage image = ColorMap.image(
                    columns.decibels(), columns.spec().nMels(), columns.count(), levels.low(), levels.high());
            graphics.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION,
                    smooth
                            ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
                            : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            graphics.drawImage(image, panel.x, panel.y, panel.width, panel.height, null);
            frame(panel);
            int bottom = panel.y + panel.height;
            double top = columns.spec().fMax();
            for (Tick tick : Ticks.hertz(top, hertz -> panel.height * columns.place(hertz), LINE)) {
                double place = columns.place(tick.value());
                if (place > -1.0 / columns.spec().nMels()) {
                    int y = bottom - (int) Math.round(panel.height * Math.clamp(place, 0, 1));
                    onTheLeft(tick.label(), panel, y, true);
                }
            }
            drawBar(levels, panel);
            drawTimes(panel, false);
        }

        /** Draws the colors of the levels on the right. */
        private void drawBar(Levels levels, Rectangle panel) {
            int steps = 128;
            float[] ramp = new float[steps];
            for (int i = 0; i < steps; i++) {
                ramp[i] = i;
            }
            Rectangle bar = new Rectangle(panel.x + panel.width + 14, panel.y, BAR, panel.height);
            graphics.drawImage(ColorMap.image(ramp, steps, 1, 0, steps - 1), bar.x, bar.y, bar.width, bar.height, null);
            frame(bar);
            int most = Math.max(4, panel.height / LEVEL_LINE);
            for (Tick tick : Ticks.linear(levels.low(), levels.high(), most, " dB")) {
                double place = (tick.value() - levels.low()) / (levels.high() - levels.low());
                int y = bar.y + bar.height - (int) Math.round(bar.height * place);
                int right = bar.x + bar.width;
                graphics.setColor(style.ink());
                graphics.drawLine(right, y, right + TICK, y);
                text(tick.label(), right + TICK + 4, y + 4, style.ink());
            }
        }

        private String predictionTitle(PredictionRows table) {
            boolean blind = view.predictions().getFirst().prediction().known() == Prediction.Known.CANNOT_TELL;
            return "Predictions: probability in %"
                    + (table.hasUnknown() ? "; gray: unknown sound, resembles no class" : "")
                    + (blind ? "; this model cannot mark unknown sounds" : "");
        }

        private void drawPredictions(PredictionRows table, Rectangle panel) {
            int y = panel.y;
            for (Row row : table.rows()) {
                onTheLeft(fitted(row.name(), LEFT - TICK - 14), panel, y + ROW / 2, false);
                for (int i = 0; i < table.cells().size(); i++) {
                    drawCell(table.cells().get(i), row.probabilities()[i], panel, y);
                }
                y += ROW;
            }
            frame(panel);
            drawTimes(panel, false);
        }

        private void drawCell(Cell cell, double probability, Rectangle panel, int y) {
            double left = x(panel, cell.start());
            double width = x(panel, cell.end()) - left;
            graphics.setColor(style.probability(probability, cell.unknown()));
            graphics.fill(new Rectangle2D.Double(left, y, width, ROW));
            String percent = Long.toString(Math.round(100 * probability));
            if (width >= NUMBERED_CELL && !percent.equals("0")) {
                int half = graphics.getFontMetrics().stringWidth(percent) / 2;
                text(percent, (int) (left + width / 2) - half, y + ROW - 6, style.onProbability(probability));
            }
        }

        private void frame(Rectangle panel) {
            graphics.setColor(style.ink());
            graphics.draw(panel);
        }

        private void onTheLeft(String label, Rectangle panel, int y, boolean tick) {
            graphics.setColor(style.ink());
            if (tick) {
                graphics.drawLine(panel.x - TICK, y, panel.x, y);
            }
            int width = graphics.getFontMetrics().stringWidth(label);
            graphics.drawString(label, panel.x - TICK - 4 - width, y + 4);
        }

        /** Draws the ticks of the time axis below a panel. */
        private void drawTimes(Rectangle panel, boolean labels) {
            int bottom = panel.y + panel.height;
            graphics.setColor(style.ink());
            for (Tick tick : Ticks.time(seconds, Math.min(MOST_TIMES, panel.width / 70))) {
                int x = (int) Math.round(x(panel, tick.value()));
                graphics.drawLine(x, bottom, x, bottom + TICK);
                if (labels) {
                    int width = graphics.getFontMetrics().stringWidth(tick.label());
                    graphics.drawString(tick.label(), x - width / 2, bottom + TICK + 15);
                }
            }
        }
    }
}
