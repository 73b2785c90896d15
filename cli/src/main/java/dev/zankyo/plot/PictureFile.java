package dev.zankyo.plot;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.AtomicFile;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.ImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The file of a picture, PNG or SVG by its ending. In SVG, spectrograms are embedded images and all else is vectors.
 */
public final class PictureFile {
    private static final String SVG = "http://www.w3.org/2000/svg";

    private final Path file;
    private final boolean vectors;

    /**
     * Creates the file's description; writes nothing.
     *
     * @throws InputException if the name ends neither in .png nor in .svg
     */
    public PictureFile(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        vectors = name.endsWith(".svg");
        if (!vectors && !name.endsWith(".png")) {
            throw InputException.of(Subject.file(file), "a picture's name must end in .png or .svg");
        }
        this.file = file;
    }

    /**
     * Writes the picture, replacing a file of that name.
     *
     * @throws UncheckedIOException if it cannot be written, or this machine has no fonts to write with
     */
    public void write(RecordingPlot picture) {
        requireFonts();
        if (vectors) {
            AtomicFile.write(file, out -> writeSvg(picture, out));
        } else {
            BufferedImage image = image(picture);
            AtomicFile.write(file, out -> writePng(image, out));
        }
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

    static BufferedImage image(RecordingPlot picture) {
        var image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        picture.draw(graphics);
        graphics.dispose();
        return image;
    }

    private static void writePng(RenderedImage image, OutputStream out) throws IOException {
        ImageIO.setUseCache(false); // otherwise, the JDK writes a temporary file first
        if (!ImageIO.write(image, "png", out)) {
            throw new IOException("this Java writes no PNG");
        }
    }

    private static void writeSvg(RecordingPlot picture, OutputStream out) throws IOException {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment(null);
        context.setImageHandler(new EmbeddedPng());
        var graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(picture.width(), picture.height()));
        picture.draw(graphics);
        Element root = graphics.getRoot();
        root.setAttribute("viewBox", "0 0 " + picture.width() + " " + picture.height());
        root.setAttribute("role", "img");
        Element title = root.getOwnerDocument().createElementNS(SVG, "title");
        title.setTextContent(picture.title());
        root.insertBefore(title, root.getFirstChild());
        try {
            // The library's own writer would add a document type, which other programs may try to download.
            TransformerFactory.newInstance().newTransformer().transform(new DOMSource(root), new StreamResult(out));
        } catch (TransformerException e) {
            throw new IOException(e);
        }
    }

    private static Document document() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().getDOMImplementation().createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An embedder of images. The library's own needs more of its jars. */
    private static final class EmbeddedPng extends ImageHandlerBase64Encoder {
        @Override
        public void encodeImage(RenderedImage image, OutputStream out) throws SVGGraphics2DIOException {
            try {
                writePng(image, out);
            } catch (IOException e) {
                throw new SVGGraphics2DIOException(e.getMessage(), e);
            }
        }
    }
}
