package dev.zankyo.report;

import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMel.Spectrogram;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Recording;
import dev.zankyo.io.AtomicFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A recording as a picture: its waveform above, its log-mel spectrogram below, over the same time. Draws in memory, so that it
 * needs no screen; it does need fonts.
 */
public final class RecordingPlot {
    private static final int WIDTH = 1200;
    private static final int WAVE_HEIGHT = 260;
    private static final int SPECTROGRAM_HEIGHT = 440;
    private static final int COLUMNS = 1000;
    private static final int BANDS = 96;
    private static final double FLOOR = 1e-9;
    private static final Color INK = new Color(0x1c2530);
    private static final Color GRID = new Color(0xdde2e8);
    private static final Color BLUE = new Color(0x1f77c9);

    private RecordingPlot() {}

    /**
     * Writes the picture as PNG, replacing a file of that name.
     *
     * @param title what stands above it
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

    /** Where fonts are missing AWT fails in as many ways as there are systems. */
    private static void requireFonts() {
        try {
            new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                    .createGraphics()
                    .getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                    .stringWidth("0");
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new UncheckedIOException(
                    "plot: the machine must have fonts; got none that Java can load"
                            + " (install fontconfig and a font, on Debian: apt-get install fontconfig fonts-dejavu-core)",
                    new IOException(e));
        }
    }

    static BufferedImage draw(Recording recording, String title) {
        var picture = new BufferedImage(WIDTH, WAVE_HEIGHT + SPECTROGRAM_HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        wave(recording, title).paint(graphics, WIDTH, WAVE_HEIGHT);
        graphics.translate(0, WAVE_HEIGHT);
        drawSpectrogram(recording, graphics);
        graphics.dispose();
        return picture;
    }

    /** The lowest and highest sample of each column, as one line up and down. */
    private static XYChart wave(Recording recording, String title) {
        float[] samples = recording.samples();
        int columns = Math.min(COLUMNS, samples.length);
        double[] times = new double[2 * columns];
        double[] values = new double[2 * columns];
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
        }
        XYChart chart = chart(title, WAVE_HEIGHT, "amplitude", recording);
        XYSeries series = chart.addSeries("waveform", times, values);
        series.setMarker(SeriesMarkers.NONE).setLineColor(BLUE).setLineWidth(1);
        return chart;
    }

    /** An empty chart, which then says where its axes are, and the picture laid between them. */
    private static void drawSpectrogram(Recording recording, Graphics2D graphics) {
        LogMelSpec spec = spec(recording);
        double bottom = mel(spec.fMin());
        double top = mel(spec.fMax());
        XYChart chart = chart("", SPECTROGRAM_HEIGHT, "hertz", recording);
        XYSeries ends = chart.addSeries("ends", new double[] {0, recording.seconds()}, new double[] {bottom, top});
        ends.setMarker(SeriesMarkers.NONE).setLineStyle(new BasicStroke(0)).setLineColor(new Color(0, true));
        chart.getStyler().setYAxisMin(bottom).setYAxisMax(top);
        chart.setCustomYAxisTickLabelsFormatter(mel -> String.format(Locale.ROOT, "%.0f", hertz(mel)));
        chart.paint(graphics, WIDTH, SPECTROGRAM_HEIGHT);

        int left = (int) Math.ceil(chart.getScreenXFromChart(0));
        int right = (int) chart.getScreenXFromChart(recording.seconds());
        int upper = (int) Math.ceil(chart.getScreenYFromChart(top));
        int lower = (int) chart.getScreenYFromChart(bottom);
        Spectrogram found = new LogMel(spec).spectrogram(recording);
        BufferedImage image = SpectrogramImage.of(
                found.values(), found.bands(), found.frames(), SpectrogramImage.Range.of(found.values()));
        graphics.drawImage(image, left, upper, right - left, lower - upper, null);
    }

    /** Windows of 25 ms, padded so that low bands have points of their own; about as many frames as the picture has columns. */
    private static LogMelSpec spec(Recording recording) {
        int rate = recording.sampleRate();
        int window = Math.max(16, rate / 40);
        int points = 4 * Integer.highestOneBit(2 * window - 1);
        int hop = Math.clamp(recording.samples().length / COLUMNS, 1, rate);
        return new LogMelSpec(rate, points, window, hop, BANDS, 0, rate / 2.0, FLOOR, COLUMNS);
    }

    private static double mel(double hertz) {
        return 2595 * Math.log10(1 + hertz / 700);
    }

    private static double hertz(double mel) {
        return 700 * (Math.pow(10, mel / 2595) - 1);
    }

    private static XYChart chart(String title, int height, String yTitle, Recording recording) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(height)
                .title(title)
                .xAxisTitle(title.isEmpty() ? "seconds" : "")
                .yAxisTitle(yTitle)
                .theme(ChartTheme.Matlab)
                .build();
        XYStyler styler = chart.getStyler();
        styler.setLegendVisible(false);
        styler.setChartBackgroundColor(Color.WHITE).setChartFontColor(INK);
        styler.setPlotGridLinesColor(GRID);
        styler.setXAxisMin(0.0).setXAxisMax(recording.seconds());
        styler.setPlotContentSize(0.999); // with 1 some ranges get no ticks
        styler.setDecimalPattern("0.###");
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        return chart;
    }
}
