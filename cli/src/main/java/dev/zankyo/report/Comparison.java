package dev.zankyo.report;

import dev.zankyo.Prediction;
import dev.zankyo.evaluate.McNemar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finished training runs side by side. Recordings are compared between the runs that have predictions, and only those
 * recordings that all of these runs have in their test sets.
 */
public final class Comparison {
    /** A difference is beyond chance if its p-value is below this number divided by the number of pairs. */
    private static final double SIGNIFICANT = 0.05;

    private final List<ComparedRun> runs;
    private final List<ComparedRun> predicted;
    private final List<Common> common;

    /** Compares runs, at least two. */
    public Comparison(List<ComparedRun> runs) {
        this.runs = List.copyOf(runs);
        this.predicted =
                runs.stream().filter(run -> run.predictions().isPresent()).toList();
        this.common = predicted.size() < 2 || numberedDifferently() ? List.of() : common();
    }

    /** The name of a recording within its folder, and its true class. */
    private record Key(String file, String label) {}

    /**
     * A recording in the test sets of all runs that have predictions.
     *
     * @param predictions one for each of these runs
     */
    record Common(String file, String label, List<Prediction> predictions) {
        boolean correct(int run) {
            return predictions.get(run).label().equals(label);
        }

        boolean differs() {
            return predictions.stream().map(Prediction::label).distinct().count() > 1;
        }

        /** Returns whether some runs are right and others are wrong. */
        boolean decides() {
            long right = predictions.stream()
                    .filter(said -> said.label().equals(label))
                    .count();
            return right > 0 && right < predictions.size();
        }
    }

    /** Two runs on the common recordings. */
    private record Pair(String first, String second, McNemar test) {}

    private List<Common> common() {
        List<Map<Key, Prediction>> answers = predicted.stream()
                .map(run -> {
                    Map<Key, Prediction> answer = new LinkedHashMap<>();
                    run.predictions()
                            .orElseThrow()
                            .rows()
                            .forEach(row -> answer.putIfAbsent(new Key(row.file(), row.label()), row.prediction()));
                    return answer;
                })
                .toList();
        List<Common> found = new ArrayList<>();
        for (Key key : answers.getFirst().keySet()) {
            if (answers.stream().allMatch(answer -> answer.containsKey(key))) {
                found.add(new Common(
                        key.file(),
                        key.label(),
                        answers.stream().map(answer -> answer.get(key)).toList()));
            }
        }
        return List.copyOf(found);
    }

    /** Returns whether the test rows have only numbers for names, and are not the same rows. */
    private boolean numberedDifferently() {
        boolean numbered = predicted.stream()
                .flatMap(run -> run.predictions().orElseThrow().rows().stream())
                .allMatch(row -> row.file().matches("\\d+"));
        long different = predicted.stream()
                .map(run -> run.settings().getOrDefault("test rows", ""))
                .distinct()
                .count();
        return numbered && different > 1;
    }

    List<ComparedRun> runs() {
        return runs;
    }

    /** Returns the runs that have predictions, in the order of {@link Common#predictions}. */
    List<ComparedRun> predicted() {
        return predicted;
    }

    List<Common> recordings() {
        return common;
    }

    /** Returns whether the test sets of all runs that have predictions are the same. */
    boolean sameTestSets() {
        return predicted.stream()
                .allMatch(run -> run.predictions().orElseThrow().rows().size() == common.size());
    }

    /** Returns the number of common recordings that a run predicts correctly; empty if it has no predictions. */
    Optional<Integer> correct(ComparedRun run) {
        int number = predicted.indexOf(run);
        return number < 0
                ? Optional.empty()
                : Optional.of((int) common.stream()
                        .filter(recording -> recording.correct(number))
                        .count());
    }

    /** Returns the limits of the comparison, each in one sentence or more; empty if there are none. */
    public List<String> limits() {
        List<String> limits = new ArrayList<>();
        List<String> without = runs.stream()
                .filter(run -> run.predictions().isEmpty())
                .map(run -> quoted(run.name()))
                .toList();
        if (!without.isEmpty()) {
            limits.add(String.join(", ", without) + (without.size() == 1 ? " has" : " have")
                    + " no predictions.csv, so "
                    + (predicted.size() < 2
                            ? "recordings cannot be compared"
                            : "only recordings of the other runs are compared")
                    + ". Train again, or evaluate the model on its test recordings with --report RUN/report.html,"
                    + " which writes RUN/predictions.csv.");
        }
        if (predicted.size() >= 2 && !sameTestSets()) {
            String sizes = predicted.stream()
                    .map(run -> quoted(run.name()) + " "
                            + Words.count(run.predictions().orElseThrow().rows().size()))
                    .collect(Collectors.joining(", "));
            limits.add("The test sets differ (" + sizes + "). "
                    + (common.isEmpty()
                            ? "They have no recording with the same name and class, so recordings cannot be compared."
                            : "Only the " + Words.count(common.size(), "recording", "recordings")
                                    + " in all of them can be compared.")
                    + " The figures of whole test sets say little about which run is better.");
        }
        return limits;
    }

    /** Returns a text for each pair of runs that says whether one is better on the common recordings. */
    public List<String> differences() {
        List<Pair> pairs = pairs();
        return pairs.stream()
                .map(pair -> words(pair, SIGNIFICANT / pairs.size()))
                .toList();
    }

    private List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < predicted.size() && !common.isEmpty(); i++) {
            for (int j = i + 1; j < predicted.size(); j++) {
                pairs.add(new Pair(
                        predicted.get(i).name(), predicted.get(j).name(), new McNemar(only(i, j), only(j, i))));
            }
        }
        return pairs;
    }

    /** Returns the number of common recordings that one run predicts correctly and the other does not. */
    private int only(int run, int other) {
        return (int) common.stream()
                .filter(recording -> recording.correct(run) && !recording.correct(other))
                .count();
    }

    private static String words(Pair pair, double limit) {
        int first = pair.test().onlyFirst();
        int second = pair.test().onlySecond();
        if (first + second == 0) {
            return quoted(pair.first()) + " and " + quoted(pair.second()) + " are right on the same recordings.";
        }
        boolean firstLeads = first > second;
        String leader = quoted(firstLeads ? pair.first() : pair.second());
        String other = quoted(firstLeads ? pair.second() : pair.first());
        double chance = pair.test().probabilityByChance();
        return leader + " is right on " + Math.max(first, second) + " that " + other + " gets wrong, " + other + " on "
                + Math.min(first, second) + " that " + leader + " gets wrong. Such a difference is "
                + (chance < limit ? "beyond chance" : "not beyond chance") + " (McNemar's exact test, p = "
                + (chance < 0.0001 ? "less than 0.0001" : String.format(Locale.ROOT, "%.4f", chance)) + ").";
    }

    /** Returns the rule for a difference beyond chance; empty without pairs. */
    Optional<String> rule() {
        int pairs = pairs().size();
        return pairs == 0
                ? Optional.empty()
                : Optional.of(
                        pairs == 1
                                ? "A difference is beyond chance if p is below 0.05."
                                : "With " + pairs + " pairs, a difference is beyond chance if p is below 0.05 / "
                                        + pairs + " = " + String.format(Locale.ROOT, "%.4f", SIGNIFICANT / pairs)
                                        + ".");
    }

    private static String quoted(String name) {
        return "“" + name + "”";
    }
}
