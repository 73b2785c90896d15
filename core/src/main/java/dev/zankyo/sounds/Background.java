package dev.zankyo.sounds;

import dev.zankyo.audio.Segments;
import dev.zankyo.audio.Span;
import dev.zankyo.data.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The class of sounds that belong to none of the other classes. A model that was trained with it can predict it. */
public final class Background {
    /** The name of the class. */
    public static final String CLASS = "background";

    private Background() {}

    /**
     * Returns the recordings in a folder as examples of the background.
     *
     * @throws dev.zankyo.InputException if there is no such folder, or no recording in it
     */
    public static List<SoundFile> in(Path folder, Consumer<Finding> findings) {
        return SoundFolder.open(folder, findings).files().stream()
                .map(file -> file.with(Annotation.label(CLASS)))
                .toList();
    }

    /**
     * Returns stretches between the labeled segments of recordings as examples of the background. Each has the median
     * length of the segments. A recording gets at most as many of these examples as it has segments.
     */
    public static List<SoundFile> between(List<SoundFile> segments) {
        double[] lengths = segments.stream()
                .flatMap(file -> file.span().stream())
                .filter(span -> span.unit() == Span.Unit.SECONDS)
                .mapToDouble(span -> span.end() - span.start())
                .sorted()
                .toArray();
        double seconds = lengths.length == 0 ? 1 : lengths[lengths.length / 2];
        Map<Path, List<SoundFile>> byRecording = new LinkedHashMap<>();
        segments.stream().filter(file -> file.span().isPresent()).forEach(file -> byRecording
                .computeIfAbsent(file.path(), absent -> new ArrayList<>())
                .add(file));
        List<SoundFile> background = new ArrayList<>();
        byRecording.forEach((path, labelled) -> {
            List<Span> spans =
                    labelled.stream().map(file -> file.span().orElseThrow()).toList();
            SoundFile first = labelled.get(0);
            spread(Segments.gaps(path, spans, seconds), labelled.size())
                    .forEach(gap -> background.add(
                            first.with(first.known().withLabel(CLASS).withSpan(Optional.of(gap)))));
        });
        return background;
    }

    /** Returns at most {@code most} of the spans, evenly spread. */
    private static List<Span> spread(List<Span> spans, int most) {
        int count = Math.min(most, spans.size());
        List<Span> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(spans.get((int) ((long) i * spans.size() / count)));
        }
        return chosen;
    }
}
