package dev.zankyo.search;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Successive halving (Jamieson and Talwalkar 2016, "Non-stochastic best arm identification"): all candidates get a few
 * epochs, the best 1/eta of them get eta times as many, and so on until one is left or the last rung has been climbed.
 *
 * <p>A candidate starts anew on every rung instead of going on from the last: its schedule then ends where the rung does,
 * so that candidates are compared as finished models; all lower rungs together cost about as much as the last.
 *
 * @param eta how many times more epochs the next rung has, and how many times fewer candidates
 * @param firstEpochs the fewest that the first rung may have
 * @param lastEpochs of the last
 */
public record SuccessiveHalving(int eta, int firstEpochs, int lastEpochs) {
    /** @throws InputException if the rungs do not go up */
    public SuccessiveHalving {
        if (eta < 2) {
            throw InputException.of(Subject.named("sweep"), "eta must be at least 2")
                    .got(eta);
        }
        if (firstEpochs < 1 || firstEpochs > lastEpochs) {
            throw InputException.of(Subject.named("sweep"), "epochs must go up from at least 1")
                    .got(firstEpochs + " on the first rung and " + lastEpochs + " on the last");
        }
    }

    /** Trains a candidate from the start for so many epochs. */
    @FunctionalInterface
    public interface Trial<T> {
        Score run(T candidate, int epochs);
    }

    /**
     * What came of one training.
     *
     * @param rung from 1
     */
    public record Run<T>(T candidate, int rung, int epochs, Score score) {}

    /**
     * All trainings of a search.
     *
     * @param rungs the trainings of each rung, the best first; those that are on the next one too come before the others
     */
    public record Outcome<T>(List<List<Run<T>>> rungs) {
        public Outcome {
            rungs = List.copyOf(rungs);
        }

        /** The best of the last rung. */
        public Run<T> winner() {
            return rungs.getLast().getFirst();
        }

        /** Every candidate's last training: of those that came further first, and of those that came as far the better. */
        public List<Run<T>> ranking() {
            List<Run<T>> ranking = new ArrayList<>();
            for (List<Run<T>> rung : rungs.reversed()) {
                ranking.addAll(rung.subList(ranking.size(), rung.size()));
            }
            return ranking;
        }
    }

    /** The epochs of each rung: the last one's divided by eta, rounded down, again and again while that is enough. */
    List<Integer> rungs() {
        List<Integer> epochs = new ArrayList<>();
        for (int rung = lastEpochs; rung >= firstEpochs; rung /= eta) {
            epochs.addFirst(rung);
        }
        return epochs;
    }

    /** How many trainings a search among so many candidates takes. */
    public int runs(int candidates) {
        int runs = 0;
        int left = candidates;
        for (int rung = 0; rung < rungs().size() && (rung == 0 || left > 1); rung++) {
            runs += left;
            left = survivors(left);
        }
        return runs;
    }

    /** Trains the candidates, rung after rung; of equals the first given is the better. */
    public <T> Outcome<T> search(List<T> candidates, Trial<T> trial) {
        List<List<Run<T>>> climbed = new ArrayList<>();
        List<T> left = candidates;
        for (int epochs : rungs()) {
            int rung = climbed.size() + 1;
            List<Run<T>> runs = new ArrayList<>();
            for (T candidate : left) {
                runs.add(new Run<>(candidate, rung, epochs, trial.run(candidate, epochs)));
            }
            runs.sort(Comparator.comparing(Run::score));
            climbed.add(List.copyOf(runs));
            left = runs.stream()
                    .limit(survivors(left.size()))
                    .map(Run::candidate)
                    .toList();
            if (left.size() == 1) {
                break;
            }
        }
        return new Outcome<>(climbed);
    }

    private int survivors(int candidates) {
        return Math.max(1, candidates / eta);
    }
}
