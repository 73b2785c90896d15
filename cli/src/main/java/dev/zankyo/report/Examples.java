package dev.zankyo.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The section with one training row of each class, as the network sees it. */
final class Examples {
    private static final int MOST = 24;

    /** Bytes of samples in the whole section. */
    private static final int ROOM = 900_000;

    private Examples() {}

    record View(boolean all, int shown, int classes, List<Card> cards) {}

    static Section of(Evidence training) {
        List<Integer> first = firstOfEachClass(training, MOST);
        List<Card> cards = new ArrayList<>();
        for (int row : first) {
            cards.add(Card.of(training, row, training.label(row), "", ROOM / first.size()));
        }
        int classes = training.rows().classes().size();
        return Section.of(
                "Examples",
                Templates.render("examples", new View(cards.size() == classes, cards.size(), classes, cards)));
    }

    /** Returns the first row of each of the first {@code most} classes, in the order of the classes. */
    static List<Integer> firstOfEachClass(Evidence evidence, int most) {
        int classes = evidence.rows().classes().size();
        int[] first = new int[classes];
        Arrays.fill(first, -1);
        for (int row = evidence.rows().size() - 1; row >= 0; row--) {
            first[evidence.rows().labels()[row]] = row;
        }
        return Arrays.stream(first).filter(row -> row >= 0).limit(most).boxed().toList();
    }
}
