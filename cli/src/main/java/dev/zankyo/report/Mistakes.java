package dev.zankyo.report;

import dev.zankyo.Prediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

    record View(boolean any, String words, List<Card> cards) {}

    static Section of(Evidence test, List<Prediction> predictions) {
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
                .map(mistake -> Card.of(
                        test,
                        mistake.row(),
                        test.label(mistake.row()) + " predicted as "
                                + mistake.said().label(),
                        Words.percent(mistake.said().probability()) + " confidence; "
                                + Words.percent(mistake.probabilityOfTruth()) + " for the true class",
                        ROOM / worst.size()))
                .toList();
        String words = cards.size() < mistakes.size()
                ? "The first " + cards.size() + " of " + Words.count(mistakes.size()) + " wrong predictions"
                : Words.count(mistakes.size(), "wrong prediction", "wrong predictions");
        return Section.full(
                "Most confident mistakes", Templates.render("mistakes", new View(!cards.isEmpty(), words, cards)));
    }
}
