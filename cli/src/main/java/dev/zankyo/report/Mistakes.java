package dev.zankyo.report;

import dev.zankyo.Prediction;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.LogMelSpec.Fit;
import dev.zankyo.audio.Recording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The section with the wrong predictions, the most confident first: the place to look for wrong labels and missing
 * examples.
 */
final class Mistakes {
    private static final int MOST = 12;

    /** Bytes of samples in the whole section. */
    private static final int ROOM = 900_000;

    private Mistakes() {}

    private record Mistake(int row, Prediction said, double probabilityOfTruth) {}

    /**
     * A card about one mistake.
     *
     * @param link the address of the sound's file; empty if the page holds the whole sound or the file cannot be
     *     played
     * @param type the MIME type of that file
     * @param sound the data URI of the sound or its beginning; empty if it is unknown
     */
    record Card(
            String name,
            String actual,
            String predicted,
            String confidence,
            String probabilityOfTruth,
            SoundPicture picture,
            String link,
            String type,
            String sound) {}

    /** @param part the part of a recording that the network uses; empty if it uses the whole */
    record View(boolean any, String words, String part, List<Card> cards) {}

    static Section of(Evidence test, List<Prediction> predictions, Optional<LogMelSpec> frontEnd) {
        List<Mistake> mistakes = new ArrayList<>();
        List<String> classes = test.rows().classes();
        for (int row = 0; row < predictions.size(); row++) {
            int label = test.rows().labels()[row];
            Prediction said = predictions.get(row);
            if (!said.label().equals(classes.get(label))) {
                mistakes.add(new Mistake(row, said, said.probabilities()[label]));
            }
        }
        mistakes.sort(
                Comparator.comparingDouble((Mistake mistake) -> mistake.said().probability())
                        .reversed());
        List<Mistake> worst = mistakes.subList(0, Math.min(MOST, mistakes.size()));
        List<Card> cards = worst.stream()
                .map(mistake -> card(test, mistake, frontEnd, ROOM / worst.size()))
                .toList();
        String words = cards.size() < mistakes.size()
                ? "The first " + cards.size() + " of " + Words.count(mistakes.size()) + " wrong predictions"
                : Words.count(mistakes.size(), "wrong prediction", "wrong predictions");
        String part = frontEnd.filter(spec -> spec.fit() == Fit.WINDOW)
                .map(spec -> String.format(Locale.ROOT, "%.2f s", spec.seconds()))
                .orElse("");
        return Section.of(
                "Most confident mistakes",
                Templates.render("mistakes", new View(!cards.isEmpty(), words, part, cards)));
    }

    private static Card card(Evidence test, Mistake mistake, Optional<LogMelSpec> frontEnd, int memoryLimit) {
        int row = mistake.row();
        Optional<Recording> recording = test.sounds().apply(row);
        Optional<SoundLink> link =
                recording.filter(found -> !Hearing.fits(found, memoryLimit)).flatMap(found -> SoundLink.of(test, row));
        return new Card(
                test.names().apply(row),
                test.label(row),
                mistake.said().label(),
                Words.percent(mistake.said().probability()),
                Words.percent(mistake.probabilityOfTruth()),
                SoundPicture.of(test, row, recording, frontEnd),
                link.map(SoundLink::address).orElse(""),
                link.map(SoundLink::type).orElse(""),
                recording.map(found -> Hearing.uri(found, memoryLimit)).orElse(""));
    }
}
