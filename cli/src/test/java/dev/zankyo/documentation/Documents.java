package dev.zankyo.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The Markdown files of this project. */
public final class Documents {
    /** The project's folder, seen from the module whose tests run. */
    static final Path ROOT = Path.of("..");

    private Documents() {}

    /** Returns the files at the root, in {@code data}, and everywhere under {@code docs} and {@code .github}. */
    public static List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String folder : List.of("", "data", "docs", ".github")) {
            int depth = folder.equals("docs") || folder.equals(".github") ? Integer.MAX_VALUE : 1;
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder), depth)) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(all::add);
            }
        }
        return all;
    }

    /** Returns the fenced code blocks of all files in one language. */
    public static List<Snippet> snippets(String language) throws IOException {
        List<Snippet> all = new ArrayList<>();
        for (Path file : all()) {
            all.addAll(Snippet.of(file, language));
        }
        return all;
    }
}
