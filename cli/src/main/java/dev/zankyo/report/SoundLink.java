package dev.zankyo.report;

import dev.zankyo.report.Evidence.Clip;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A link from the page to the sound file of a row.
 *
 * @param path the path of the file from the page's folder, with slashes on every system
 * @param type the MIME type of the file
 * @param clip the part of the file
 */
record SoundLink(String path, String type, Clip clip) {

    /**
     * Returns the link of a row. Returns empty if the row has no file, no browser plays the file, or no relative path
     * leads to it, as from one drive to another.
     */
    static Optional<SoundLink> of(Evidence evidence, int row) {
        Optional<Clip> clip = evidence.clips().apply(row);
        Optional<Path> file = clip.flatMap(Clip::file);
        Optional<String> path = file.flatMap(found -> evidence.page().flatMap(page -> path(page, found)));
        return path.flatMap(found ->
                BrowserSound.type(file.orElseThrow()).map(type -> new SoundLink(found, type, clip.orElseThrow())));
    }

    private static Optional<String> path(Path page, Path file) {
        Path from = page.toAbsolutePath().normalize().getParent();
        Path to = file.toAbsolutePath().normalize();
        return to.getRoot().equals(from.getRoot())
                ? Optional.of(from.relativize(to)
                        .toString()
                        .replace(to.getFileSystem().getSeparator(), "/"))
                : Optional.empty();
    }

    /** Returns the link as a browser needs it. A segment has a media fragment with its times. */
    String address() {
        return address(path)
                + (clip.segment()
                        ? String.format(Locale.ROOT, "#t=%.3f,%.3f", clip.start(), clip.start() + clip.seconds())
                        : "");
    }

    /** Returns a relative path as a relative URL. */
    static String address(String path) {
        try {
            return "." + new URI(null, null, "/" + path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
