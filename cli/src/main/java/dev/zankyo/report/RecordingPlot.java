package dev.zankyo.report;

import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMel.Spectrogram;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Recording;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.report.Ticks.Tick;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A picture of a recording: the waveform above the log-mel spectrogram, over the same time axis. Drawing needs fonts,
 * but no screen.
 */
public final class RecordingPlot {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 700;
    private static final Rectangle WAVE = new Rectangle(80, 42, 1085, 190);
    private static final Rectangle SPECTROGRAM = new Rectangle(80, 246, 1085, 410);
    private static final int MOST_TIMES = 14;
    private static final int MOST_AMPLITUDES = 7;

    /** The distance of two lines of text, and the length of the line from a label to its place, in points. */
    private static final int LINE = 24;

    private static final int TICK = 6;
    private static final int COLUMNS = 1000;
    private static final int BANDS = 96;
    private static final double FLOOR = 1e-9;
    private static final double QUIETEST = 1e-4;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Color INK = new Color(0x1c2530);
    private static final Color BLUE = new Color(0x1f77c9);

    private final Recording recording;
    private final Graphics2D graphics;

    private RecordingPlot(Recording recording, Graphics2D graphics) {
        this.recording = recording;
        this.graphics = graphics;
    }

    /**
     * Writes the picture as PNG, replacing a file of that name.
     *
     * @param title the title above it
     * @throws UncheckedIOException if it cannot be written, or this machine has no fonts to write with
     */
    public static void write(Recording recording, String title, Path file) {
        requireFonts();
        BufferedImage picture = draw(recording, title);
        ImageIO.setUseCache(false);
        AtomicFile.write(file, out -> {
            if (!ImageIO.write(picture, "png", out)) {
                throw new IOException("this Java writes no PNG");
            }
        });
    }

    /** Throws if fonts are missing, in which case AWT fails in a different way on each system. */
    private static void requireFonts() {
        try {
            new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                    .createGraphics()
                    .getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                    .stringWidth("0");
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new UncheckedIOException(
                    "plot: the machine must have fonts; got none that Java can load"
                            + " (install fontconfig and a font, on Debian:"
                            + " apt-get install fontconfig fonts-dejavu-core)",
                    new IOException(e));
        }
    }

    static BufferedImage draw(Recording recording, String title) {
        var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        new RecordingPlot(recording, graphics).draw(title);
        graphics.dispose();
        return picture;
    }

    private void draw(String title) {
        graphics.setColor(INK);
        graphics.setFont(FONT.deriveFont(Font.BOLD, 15));
        graphics.drawString(title, WAVE.x, WAVE.y - 14);
        graphics.setFont(FONT);
        drawWave();
        drawSpectrogram();
        for (Tick tick : Ticks.linear(0, recording.seconds(), MOST_TIMES, " s")) {
            int x = x(tick.value());
            graphics.drawLine(x, bottom(SPECTROGRAM), x, bottom(SPECTROGRAM) + TICK);
            int width = graphics.getFontMetrics().stringWidth(tick.label());
            graphics.drawString(tick.label(), x - width / 2, bottom(SPECTROGRAM) + TICK + 16);
        }
    }

    private void drawWave() {
        XYChart chart = wave();
        Graphics2D inside = (Graphics2D) graphics.create(WAVE.x, WAVE.y, WAVE.width, WAVE.height);
        chart.paint(inside, WAVE.width, WAVE.height);
        inside.dispose();
        graphics.setColor(INK);
        graphics.draw(WAVE);
        double most = chart.getStyler().getYAxisMax();
        for (Tick tick : Ticks.linear(-most, most, MOST_AMPLITUDES, "")) {
            drawOnTheLeft(tick, WAVE.y + WAVE.height / 2.0 * (1 - tick.value() / most));
        }
    }

    private void drawSpectrogram() {
        LogMelSpec spec = spec(recording);
        Spectrogram found = new LogMel(spec).spectrogram(recording);
        BufferedImage image = SpectrogramImage.of(
                found.values(), found.bands(), found.frames(), SpectrogramImage.Range.of(found.values()));
        graphics.drawImage(image, SPECTROGRAM.x, SPECTROGRAM.y, SPECTROGRAM.width, SPECTROGRAM.height, null);
        graphics.setColor(INK);
        graphics.draw(SPECTROGRAM);
        DoubleUnaryOperator height = hertz -> SPECTROGRAM.height * mel(hertz) / mel(spec.fMax());
        for (Tick tick : Ticks.hertz(spec.fMax(), height, LINE)) {
            drawOnTheLeft(tick, bottom(SPECTROGRAM) - height.applyAsDouble(tick.value()));
        }
    }

    private void drawOnTheLeft(Tick tick, double y) {
        int row = (int) Math.round(y);
        graphics.drawLine(WAVE.x - TICK, row, WAVE.x, row);
        int width = graphics.getFontMetrics().stringWidth(tick.label());
        graphics.drawString(tick.label(), WAVE.x - TICK - 5 - width, row + 5);
    }

    private int x(double seconds) {
        return WAVE.x + (int) Math.round(WAVE.width * seconds / recording.seconds());
    }

    private static int bottom(Rectangle part) {
        return part.y + part.height;
    }

    /** Returns a chart of the lowest and highest sample of each column. */
    private XYChart wave() {
        float[] samples = recording.samples();
        int columns = Math.min(COLUMNS, samples.length);
        double[] times = new double[2 * columns];
        double[] values = new double[2 * columns];
        double peak = 0;
        for (int column = 0; column < columns; column++) {
            int from = (int) ((long) column * samples.length / columns);
            int to = (int) ((column + 1L) * samples.length / columns);
            double low = samples[from];
            double high = samples[from];
            for (int n = from; n < to; n++) {
                low = Math.min(low, samples[n]);
                high = Math.max(high, samples[n]);
            }
            times[2 * column] = (double) from / recording.sampleRate();
            times[2 * column + 1] = times[2 * column];
            values[2 * column] = low;
            values[2 * column + 1] = high;
            peak = Math.max(peak, Math.max(high, -low));
        }
        XYChart chart = new XYChart(WAVE.width, WAVE.height);
        XYStyler styler = chart.getStyler();
        // The chart draws the line only: its own axes would have ticks wherever the data have values.
        styler.setAxisTicksVisible(false).setAxisTitlesVisible(false);
        styler.setPlotMargin(0).setPlotGridLinesVisible(false);
        styler.setPlotContentSize(1).setChartPadding(0);
        styler.setLegendVisible(false).setChartTitleVisible(false).setPlotBorderVisible(false);
        styler.setPlotBackgroundColor(Color.WHITE).setChartBackgroundColor(Color.WHITE);
        styler.setXAxisMin(0.0).setXAxisMax(recording.seconds());
        double most = Math.max(peak, QUIETEST);
        styler.setYAxisMin(-most).setYAxisMax(most);
        XYSeries series = chart.addSeries("waveform", times, values);
        series.setMarker(SeriesMarkers.NONE).setLineColor(BLUE).setLineWidth(1);
        return chart;
    }

    /**
     * Returns the spectrogram's settings: windows of 25 ms, padded for the low bands, and about one frame per column of
     * the picture.
     */
    private static LogMelSpec spec(Recording recording) {
        int rate = recording.sampleRate();
        int window = Math.max(16, rate / 40);
        int points = 4 * Integer.highestOneBit(2 * window - 1);
        int hop = Math.clamp(recording.samples().length / COLUMNS, 1, rate);
        return LogMelSpec.builder()
                .sampleRate(rate)
                .nFft(points)
                .winLength(window)
                .hopLength(hop)
                .nMels(BANDS)
                .fMin(0)
                .fMax(rate / 2.0)
                .floor(FLOOR)
                .frames(COLUMNS)
                .build();
    }

    private static double mel(double hertz) {
        return 2595 * Math.log10(1 + hertz / 700);
    }
}
