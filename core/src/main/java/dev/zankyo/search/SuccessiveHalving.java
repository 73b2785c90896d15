package dev.zankyo.search;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A successive-halving search (Jamieson and Talwalkar 2016, "Non-stochastic best arm identification"). All candidates
 * train for a few epochs; this is the first <em>rung</em>. The best 1/eta of them advance to the next rung and train
 * for eta times as many epochs, and so on until one is left or the last rung is done.
 *
 * <p>Candidates are ranked by loss. A candidate whose loss is within one standard error of the lowest loss ties with
 * the lowest. On every rung, the simplest of these ties ranks first; so it wins the last rung ("one-standard-error
 * rule", Breiman et al. 1984).
 *
 * <p>A candidate restarts on every rung instead of continuing. Its schedule then ends with the rung, so candidates are
 * compared as finished models. All lower rungs together cost about as much as the last one.
 *
 * @param eta factor between rungs: eta times the epochs, 1/eta of the candidates
 * @param firstEpochs minimum epochs of the first rung
 * @param lastEpochs epochs of the last rung
 */
public record SuccessiveHalving(int eta, int firstEpochs, int lastEpochs) {
    /**
     * Creates a search.
     *
     * @throws InputException if {@code eta} is less than 2, or {@code firstEpochs} is less than 1 or more than {@code
     *     lastEpochs}
     */
    public SuccessiveHalving {
        if (eta < 2) {
            throw InputException.of(Subject.named("sweep"), "eta must be at least 2")
                    .got(eta);
        }
        if (firstEpochs < 1 || firstEpochs > lastEpochs) {
            throw InputException.of(
                            Subject.named("sweep"),
                            "epochs must be at least 1 in the first round, and no fewer in the last")
                    .got(firstEpochs + " in the first round and " + lastEpochs + " in the last");
        }
    }

    /** A function that trains a candidate from the start for {@code epochs} epochs. */
    @FunctionalInterface
    public interface Trial<T> {
        Score run(T candidate, int epochs);
    }

    /**
     * The result of one training run.
     *
     * @param candidate the candidate
     * @param rung the rung, counted from 1
     * @param epochs epochs trained
     * @param score the score on held-out rows
     */
    public record Run<T>(T candidate, int rung, int epochs, Score score) {}

    /**
     * The training runs of a search.
     *
     * @param rungs the runs of each rung by rank: the simplest of the ties first, then all others by loss. So runs that
     *     advanced to the next rung come first
     */
    public record Outcome<T>(List<List<Run<T>>> rungs) {
        public Outcome {
            rungs = List.copyOf(rungs);
        }

        /** Returns the winner of the last rung: the simplest run that ties with the lowest loss. */
        public Run<T> winner() {
            return rungs.getLast().getFirst();
        }

        /** Returns the run of the last rung with the lowest loss. */
        public Run<T> lowest() {
            return SuccessiveHalving.lowest(rungs.getLast());
        }

        /** Returns the runs of the last rung that tie with the lowest loss, the winner and the lowest among them. */
        public List<Run<T>> ties() {
            return SuccessiveHalving.ties(rungs.getLast());
        }

        /**
         * Returns the last run of every candidate. Candidates that reached a later rung come first; those of the same
         * rung keep its order.
         */
        public List<Run<T>> ranking() {
            List<Run<T>> ranking = new ArrayList<>();
            for (List<Run<T>> rung : rungs.reversed()) {
                ranking.addAll(rung.subList(ranking.size(), rung.size()));
            }
            return ranking;
        }
    }

    /**
     * Returns the epochs of each rung. The last rung has {@link #lastEpochs}. Each rung before has 1/eta of the next
     * one's, rounded down. The first rung has at least {@link #firstEpochs}.
     */
    List<Integer> rungs() {
        List<Integer> epochs = new ArrayList<>();
        for (int rung = lastEpochs; rung >= firstEpochs; rung /= eta) {
            epochs.addFirst(rung);
        }
        return epochs;
    }

    /** Returns the number of training runs for a search over {@code candidates} candidates. */
    public int runs(int candidates) {
        return candidatesByRung(candidates).stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns the epochs of all training runs together. */
    public long epochs(int candidates) {
        List<Integer> epochs = rungs();
        List<Integer> runs = candidatesByRung(candidates);
        long sum = 0;
        for (int rung = 0; rung < runs.size(); rung++) {
            sum += (long) runs.get(rung) * epochs.get(rung);
        }
        return sum;
    }

    private List<Integer> candidatesByRung(int candidates) {
        List<Integer> runs = new ArrayList<>();
        int left = candidates;
        for (int rung = 0; rung < rungs().size() && (rung == 0 || left > 1); rung++) {
            runs.add(left);
            left = survivors(left);
        }
        return runs;
    }

    /**
     * Trains the candidates, rung after rung. If two have equal losses, the one given first ranks first.
     *
     * @param simplestFirst the order that decides between ties
     */
    public <T> Outcome<T> search(List<T> candidates, Comparator<? super T> simplestFirst, Trial<T> trial) {
        List<List<Run<T>>> climbed = new ArrayList<>();
        List<T> left = candidates;
        for (int epochs : rungs()) {
            int rung = climbed.size() + 1;
            List<Run<T>> runs = new ArrayList<>();
            for (T candidate : left) {
                runs.add(new Run<>(candidate, rung, epochs, trial.run(candidate, epochs)));
            }
            List<Run<T>> ranked = ranked(runs, simplestFirst);
            climbed.add(ranked);
            left = ranked.stream()
                    .limit(survivors(left.size()))
                    .map(Run::candidate)
                    .toList();
            if (left.size() == 1) {
                break;
            }
        }
        return new Outcome<>(climbed);
    }

    /** Returns the runs of a rung in their order: the simplest of the ties, then all others by loss. */
    private static <T> List<Run<T>> ranked(List<Run<T>> runs, Comparator<? super T> simplestFirst) {
        List<Run<T>> ranked = new ArrayList<>(runs);
        ranked.sort(byLoss());
        Run<T> choice = ties(ranked).stream()
                .min(Comparator.comparing(Run::candidate, simplestFirst))
                .orElseThrow();
        ranked.remove(choice);
        ranked.addFirst(choice);
        return List.copyOf(ranked);
    }

    private static <T> Run<T> lowest(List<Run<T>> runs) {
        return runs.stream().min(byLoss()).orElseThrow();
    }

    private static <T> List<Run<T>> ties(List<Run<T>> runs) {
        Score lowest = lowest(runs).score();
        return runs.stream().filter(run -> run.score().tiesWith(lowest)).toList();
    }

    private static <T> Comparator<Run<T>> byLoss() {
        return Comparator.comparingDouble(run -> run.score().loss());
    }

    private int survivors(int candidates) {
        return Math.max(1, candidates / eta);
    }
}
