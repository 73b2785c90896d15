package dev.zankyo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.Prediction;
import dev.zankyo.Prediction.Known;
import dev.zankyo.TimedPrediction;
import dev.zankyo.audio.WavFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

final class RecordingPlotTest {
    private static final PlotStyle STYLE = PlotStyle.usual().size("800");
    private static final int BRIGHTEST = 0xfde725;

    @TempDir
    private Path folder;

    private RecordingView view(int rate, int samples, IntToDoubleFunction sound) {
        return view("sound.wav", rate, samples, sound);
    }

    private RecordingView view(String name, int rate, int samples, IntToDoubleFunction sound) {
        double[] values = new double[samples];
        Arrays.setAll(values, sound);
        Path file = folder.resolve(name);
        WavFile.write(values, rate, file);
        return new RecordingReader(Optional.empty(), RecordingPlot.columns(STYLE), warning -> {}).read(file);
    }

    /** A tone of amplitude 0.5 in the middle third of 0.6 seconds. */
    private static IntToDoubleFunction tone(int rate, double hertz) {
        return n -> n < rate / 5 || n >= 2 * rate / 5 ? 0 : 0.5 * Math.sin(2 * Math.PI * hertz * n / rate);
    }

    private static BufferedImage image(RecordingView... views) {
        return PictureFile.image(new RecordingPlot(List.of(views), STYLE));
    }

    private Document svg(RecordingPlot plot) throws Exception {
        Path file = folder.resolve("plot.SVG");
        new PictureFile(file).write(plot);
        return DocumentBuilderFactory.newNSInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static List<Element> elements(Document svg, String name) {
        NodeList found = svg.getElementsByTagNameNS("http://www.w3.org/2000/svg", name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static List<String> texts(Document svg) {
        return elements(svg, "text").stream().map(Element::getTextContent).toList();
    }

    /** Returns the distance of a pixel's color from the color of the loudest value. */
    private static int distance(int pixel) {
        int red = (pixel >> 16 & 255) - (BRIGHTEST >> 16 & 255);
        int green = (pixel >> 8 & 255) - (BRIGHTEST >> 8 & 255);
        int blue = (pixel & 255) - (BRIGHTEST & 255);
        return Math.abs(red) + Math.abs(green) + Math.abs(blue);
    }

    /** Returns the y of the first label of this text, in the middle of its line. */
    private static int middleOf(Document svg, String label) {
        Element text = elements(svg, "text").stream()
                .filter(element -> element.getTextContent().equals(label))
                .findFirst()
                .orElseThrow();
        return (int) Double.parseDouble(text.getAttribute("y")) - 4;
    }

    @ParameterizedTest
    @CsvSource({"8000, 1000, 1 kHz", "48000, 1000, 1 kHz", "192000, 20000, 20 kHz"})
    void tone_atATick_isBrightestThere(int rate, double hertz, String label) throws Exception {
        RecordingView view = view(rate, 3 * rate / 5, tone(rate, hertz));
        BufferedImage image = image(view);
        int tick = middleOf(svg(new RecordingPlot(List.of(view), STYLE)), label);
        int middle = 130 + RecordingPlot.columns(STYLE) / 2;
        int brightest = 0;
        for (int y = 170; y < 480; y++) { // within the spectrogram
            brightest = distance(image.getRGB(middle, y)) < distance(image.getRGB(middle, brightest)) ? y : brightest;
        }
        assertTrue(distance(image.getRGB(middle, brightest)) < 60, "it is the peak");
        assertEquals(tick, brightest, 3, "row of the tone");
        int before = 130 + RecordingPlot.columns(STYLE) / 6;
        assertTrue(distance(image.getRGB(before, brightest)) > 300, "dark before the tone");
    }

    @Test
    void tone_halfOfFullScale_isSixDecibelsBelowIt() {
        RecordingView view = view(16_000, 9600, tone(16_000, 1000));
        Levels levels = Levels.ofNoise(
                view.overview().decibels(), Overview.BANDS, view.overview().count());
        assertEquals(-6, levels.high(), 1);
        assertEquals(levels.high() - 80, levels.low(), 1e-3);
    }

    @Test
    void bar_hasTicksWithinTheRange() throws Exception {
        RecordingView view = view(16_000, 9600, tone(16_000, 1000));
        List<String> ticks = texts(svg(new RecordingPlot(List.of(view), STYLE))).stream()
                .filter(text -> text.endsWith(" dB"))
                .limit(8)
                .toList();
        assertEquals("-80 dB", ticks.get(0));
        assertTrue(ticks.contains("-20 dB"), ticks::toString);
    }

    @Test
    void silence_andRoundingNoise_stayDark() {
        for (double amplitude : new double[] {0, 1.0 / 32_768}) {
            var random = new Random(1);
            RecordingView silence = view(16_000, 32_000, n -> Math.rint(random.nextDouble()) * amplitude);
            BufferedImage image = image(silence);
            for (int y = 170; y < 480; y++) {
                for (int x = 140; x < 690; x += 5) {
                    assertTrue(distance(image.getRGB(x, y)) > 150, x + ", " + y + " is bright");
                }
            }
        }
    }

    /** Covers parts: a recording of more than 10 seconds is computed in several. */
    @Test
    void longRecording_hasItsClickInItsColumn() {
        RecordingView view = view(4000, 4000 * 47, n -> n / 40 == 3700 ? 0.9 : 1e-4 * Math.sin(n * 1.3 * n));
        Columns overview = view.overview();
        int loudest = 0;
        for (int column = 0; column < overview.count(); column++) {
            float value = overview.decibels()[60 * overview.count() + column];
            assertFalse(Float.isNaN(value), "column " + column);
            loudest = value > overview.decibels()[60 * overview.count() + loudest] ? column : loudest;
        }
        assertEquals(37.0 / 47, (loudest + 0.5) / overview.count(), 0.004);
        assertEquals(37.0 / 47, peakColumn(view) / view.wave().low().length, 0.004);
    }

    private static double peakColumn(RecordingView view) {
        float[] high = view.wave().high();
        int loudest = 0;
        for (int i = 0; i < high.length; i++) {
            loudest = high[i] > high[loudest] ? i : loudest;
        }
        return loudest + 0.5;
    }

    @Test
    void networkInput_withoutAModel_coversTheSound() {
        RecordingView view = view(16_000, 36_000, n -> n / 12_000 == 1 ? 0.5 * Math.sin(Math.PI * n / 8) : 0);
        assertTrue(view.networkTitle().startsWith("A network's usual input: 40 mel bands, 64 frames per clip"));
        Columns input = view.network();
        int row = (int) (input.place(1000) * 40) * input.count();
        assertTrue(Float.isNaN(input.decibels()[row + input.count() / 6]), "a silent start is trimmed");
        assertEquals(-3, input.decibels()[row + input.count() / 2], 3); // peak level: amplitude 1
    }

    @Test
    void svg_hostileNames_areHarmlessAndNamed() throws Exception {
        RecordingView sound = view(
                "<script>alert('&')</script>\u202e\u0007.wav".replace("/", "\u2215"),
                8000,
                8000,
                n -> 0.1 * Math.sin(n));
        List<String> classes = List.of("owl", "<b>&\ufffe\ud800\u0000", "\u05d0\u05d1");
        var first = new Prediction(classes, new double[] {0.7, 0.2, 0.1}, Known.YES);
        var second = new Prediction(classes, new double[] {0.04, 0.9, 0.06}, Known.NO);
        RecordingView view = new RecordingView(
                sound.title(),
                sound.wave(),
                sound.overview(),
                sound.network(),
                sound.networkTitle(),
                List.of(new TimedPrediction(0, 0.5, first), new TimedPrediction(0.5, 1, second)));
        Document svg = svg(new RecordingPlot(List.of(view, sound), STYLE.dark(true)));
        assertEquals(0, elements(svg, "script").size());
        assertEquals(0, elements(svg, "b").size());
        List<String> texts = texts(svg);
        String title = "<script>alert('&')<\u2215script>\\u202e\\u0007.wav: 1.00 s at 8,000 Hz";
        assertEquals(2, texts.stream().filter(title::equals).count(), texts::toString);
        assertEquals(title + "\n" + title, elements(svg, "title").getFirst().getTextContent());
        assertTrue(texts.containsAll(List.of("owl", "\u05d0\u05d1", "70", "90", "0 s", "1 s")), texts::toString);
        assertTrue(texts.contains("<b>&\ufffd\ufffd\\u0000"), texts::toString);
        assertTrue(
                texts.contains("Predictions: probability in %; gray: unknown sound, resembles no class"),
                texts::toString);
        for (Element embedded : elements(svg, "image")) {
            String uri = embedded.getAttributeNS("http://www.w3.org/1999/xlink", "href");
            String start = "data:image/png;base64,";
            assertTrue(uri.startsWith(start));
            byte[] png = Base64.getMimeDecoder().decode(uri.substring(start.length()));
            assertNotNull(ImageIO.read(new ByteArrayInputStream(png)));
        }
        assertEquals(8, elements(svg, "image").size()); // per recording two spectrograms with their bars
    }

    @Test
    void write_png_hasTheSizeAskedFor() throws IOException {
        RecordingView view = view(8000, 8000, n -> 0.1 * Math.sin(n));
        Path file = folder.resolve("plot.png");
        new PictureFile(file)
                .write(new RecordingPlot(List.of(view, view), PlotStyle.usual().size("700x500")));
        BufferedImage image = ImageIO.read(file.toFile());
        assertEquals(700, image.getWidth());
        assertEquals(1000, image.getHeight());
    }

    @ParameterizedTest
    @CsvSource({"1, 8000", "2, 8000", "100, 8000", "4000, 8000", "2000, 1000", "100, 1000000"})
    void image_fewSamplesAndAnyRate_isDrawn(int count, int rate) {
        assertEquals(800, image(view(rate, count, n -> n == 0 ? 0.5 : 0)).getWidth());
    }

    @Test
    void wrongSettings_areRefused() {
        assertThrows(InputException.class, () -> new PictureFile(Path.of("plot.jpg")));
        for (String size : List.of("", "100", "800x", "800x10", "99999x900", "1e3", "-800")) {
            assertThrows(InputException.class, () -> PlotStyle.usual().size(size), size);
        }
        RecordingView view = view(8000, 8000, n -> 0.1 * Math.sin(n));
        PlotStyle large = PlotStyle.usual().size("10000x10000");
        InputException refused =
                assertThrows(InputException.class, () -> new RecordingPlot(List.of(view, view), large));
        assertTrue(refused.getMessage().startsWith("picture: must have at most"), refused::getMessage);
    }
}
