package dev.zankyo.report;

import dev.zankyo.evaluate.ConfusionMatrix;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.evaluate.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The first section of a page about a model. It states how many rows are predicted correctly, how sure that is, what
 * simple baselines achieve, which classes are confused, and what would help. Immutable: the methods return a verdict
 * with more to say.
 */
final class Verdict {
    private static final int MOST_CONFUSIONS = 3;

    private final Evaluation evaluation;
    private final String unit;
    private final List<Rival> rivals;
    private final List<Fact> facts;
    private final List<Advice> advice;
    private final Optional<Caution> caution;

    /** A baseline and the number of rows that it predicts correctly. */
    private record Rival(String name, int correct) {}

    /** A sentence that stands before the accuracy, because training data are in the test set. */
    record Caution(String unit, String text) {}

    /** A name and one or several lines. */
    record Fact(String name, List<String> lines) {}

    /**
     * A row of the comparison, with a bar from 0 to 100.
     *
     * @param bar a style class
     * @param length the accuracy, in percent
     * @param low the lower end of its interval, in percent
     * @param high the upper end of its interval, in percent
     */
    record Row(
            String name,
            String correct,
            String accuracy,
            String interval,
            String bar,
            String length,
            String low,
            String high) {}

    record View(
            String correct,
            String total,
            String verb,
            String accuracy,
            String interval,
            String comparison,
            List<Row> rows,
            List<Fact> facts,
            boolean advised,
            List<Advice> advice,
            List<Caution> caution) {}

    private Verdict(
            Evaluation evaluation,
            String unit,
            List<Rival> rivals,
            List<Fact> facts,
            List<Advice> advice,
            Optional<Caution> caution) {
        this.evaluation = evaluation;
        this.unit = unit;
        this.rivals = List.copyOf(rivals);
        this.facts = List.copyOf(facts);
        this.advice = List.copyOf(advice);
        this.caution = caution;
    }

    /**
     * Returns the verdict about an evaluation, compared with always guessing its most frequent class.
     *
     * @param evaluation the evaluation of rows that the model was not trained on
     * @param unit the word for one row, such as recording
     */
    static Verdict of(Evaluation evaluation, String unit) {
        ConfusionMatrix confusion = evaluation.confusion();
        int largest = 0;
        for (int c = 1; c < confusion.classes(); c++) {
            largest = confusion.actual(c) > confusion.actual(largest) ? c : largest;
        }
        String name = "always guessing " + Words.quoted(evaluation.classes().get(largest));
        var guess = new Rival(name, confusion.actual(largest));
        return new Verdict(evaluation, unit, List.of(guess), List.of(), List.of(), Optional.empty())
                .fact("Most confused", confused(evaluation));
    }

    /** Returns this verdict with another baseline, which predicts {@code correct} of the same rows correctly. */
    Verdict baseline(String name, int correct) {
        return new Verdict(evaluation, unit, joined(List.of(new Rival(name, correct)), rivals), facts, advice, caution);
    }

    /** Returns this verdict with another fact; without lines, it stays as it is. */
    Verdict fact(String name, List<String> lines) {
        Fact fact = new Fact(name, List.copyOf(lines));
        return lines.isEmpty()
                ? this
                : new Verdict(evaluation, unit, rivals, joined(facts, List.of(fact)), advice, caution);
    }

    /** Returns this verdict with another fact of one line. */
    Verdict fact(String name, String line) {
        return fact(name, List.of(line));
    }

    /** Returns this verdict with a sentence before the accuracy, if there is one. */
    Verdict caution(Optional<String> text) {
        return new Verdict(evaluation, unit, rivals, facts, advice, text.map(found -> new Caution(unit, found)));
    }

    /** Returns this verdict with more advice. */
    Verdict advice(List<Advice> more) {
        return new Verdict(evaluation, unit, rivals, facts, joined(advice, more), caution);
    }

    /** Returns the section. */
    Section section() {
        ConfusionMatrix confusion = evaluation.confusion();
        int total = confusion.total();
        List<Row> rows = new ArrayList<>();
        rows.add(row("this model", confusion.correct(), total, "model"));
        rivals.forEach(rival -> rows.add(row(rival.name(), rival.correct(), total, "rival")));
        var view = new View(
                Words.count(confusion.correct()),
                Words.count(total, "test " + unit, "test " + unit + "s"),
                confusion.correct() == 1 ? "is" : "are",
                Words.rounded(evaluation.accuracy()),
                Words.interval(confusion.correct(), total),
                comparison(),
                rows,
                facts,
                !advice.isEmpty(),
                advice,
                caution.stream().toList());
        return Section.of("Verdict", Templates.render("verdict", view));
    }

    /** Returns a sentence that compares the model with the best baseline; empty if training data were tested on. */
    private String comparison() {
        if (caution.isPresent()) {
            return "";
        }
        int total = evaluation.confusion().total();
        double low = evaluation.accuracyInterval().low();
        Rival best =
                rivals.stream().max(Comparator.comparingInt(Rival::correct)).orElseThrow();
        String figures = best.name() + ", " + Words.count(best.correct()) + " of " + Words.count(total);
        if (best.correct() >= evaluation.confusion().correct()) {
            return "This is no better than the best baseline: " + figures + ".";
        }
        return low > (double) best.correct() / total
                ? "This is clearly better than the best baseline: " + figures + "."
                : "With " + Words.count(total, "test " + unit, "test " + unit + "s")
                        + " it is not certain that this is better than the best baseline: " + figures + ".";
    }

    private static Row row(String name, int correct, int total, String bar) {
        Interval interval = Interval.wilson(correct, total);
        double share = (double) correct / total;
        return new Row(
                name,
                Words.count(correct) + " of " + Words.count(total),
                Words.rounded(share),
                Words.interval(correct, total),
                bar,
                percent(share),
                percent(interval.low()),
                percent(interval.high()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f", 100 * share);
    }

    /** A pair of different classes. */
    private record Confusion(int actual, int predicted, int count) {}

    /** Returns the most frequent confusions; of equally frequent ones, those of the smallest classes. */
    private static List<String> confused(Evaluation evaluation) {
        ConfusionMatrix confusion = evaluation.confusion();
        List<Confusion> pairs = new ArrayList<>();
        for (int actual = 0; actual < confusion.classes(); actual++) {
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                int count = confusion.count(actual, predicted);
                if (actual != predicted && count > 0) {
                    pairs.add(new Confusion(actual, predicted, count));
                }
            }
        }
        return pairs.stream()
                .sorted(Comparator.comparingInt((Confusion pair) -> -pair.count())
                        .thenComparingInt(pair -> confusion.actual(pair.actual())))
                .limit(MOST_CONFUSIONS)
                .map(pair -> Words.quoted(evaluation.classes().get(pair.actual())) + " predicted as "
                        + Words.quoted(evaluation.classes().get(pair.predicted())) + ": " + Words.count(pair.count())
                        + " of " + Words.count(confusion.actual(pair.actual())))
                .toList();
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
