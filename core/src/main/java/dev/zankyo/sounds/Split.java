package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.data.ClassNames;
import dev.zankyo.data.HoldOut;
import dev.zankyo.random.CounterRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A split of recordings into a training set and a test set. The classes are those of the training set.
 *
 * @param training the training set, at least two classes
 * @param test the test set, of the same classes but not necessarily all of them
 */
public record Split(SoundSet training, SoundSet test) {

    /**
     * Gives each class the same label number in both sets.
     *
     * @throws InputException if there are fewer than two classes, a set is empty, or a class occurs only in the test
     *     set
     */
    public Split {
        if (training.size() == 0 || test.size() == 0) {
            throw InputException.of(Subject.named("split"), "training and test set must have recordings")
                    .got(training.size() + " to train on and " + test.size() + " to test on");
        }
        List<String> classes = ClassNames.inOrder(
                training.files().stream().flatMap(file -> file.label().stream()).toList());
        if (classes.size() < 2) {
            throw InputException.of(Subject.named("split"), "training recordings must have at least 2 classes")
                    .got("only " + Naming.some(classes))
                    .remedy("give the folder that holds the class folders, or name the classes with"
                            + " {labelPattern} or {labelTable}");
        }
        training = training.withClasses(classes);
        test = test.withClasses(classes);
    }

    /** Returns a split in which the recordings whose names match are the test set. */
    public static Split byPattern(SoundSet all, NamePattern test) {
        long matching =
                all.files().stream().filter(file -> test.matches(file.name())).count();
        if (matching == 0 || matching == all.size()) {
            throw InputException.of(
                            Subject.setting("testPattern"), "must match the names of some recordings and not of all")
                    .got(matching + " of " + all.size());
        }
        return parts(all, row -> test.matches(all.files().get(row).name()));
    }

    /** Returns a split in which one fold is the test set. */
    public static Split byFold(SoundSet all, String fold) {
        return parts(all, row -> all.files().get(row).known().fold().equals(Optional.of(fold)));
    }

    /**
     * Returns a split in which the seed selects a share of the recordings for the test set. It is the same share of
     * every class, at least one recording and never all. If the recordings have groups, whole groups are selected, so
     * that each class's share is as close as possible.
     */
    public static Split byShare(SoundSet all, double share, long seed) {
        CounterRandom random = CounterRandom.of(seed).fork("split");
        boolean grouped = all.files().stream().anyMatch(file -> file.group().isPresent());
        boolean[] tested = grouped ? Groups.chosen(all, share, random) : stratified(all, share, random);
        if (all.size() == all.data().classes().size() && !grouped) {
            throw InputException.of(Subject.named("split"), "every class needs at least 2 recordings, one to test on")
                    .got("one of each class")
                    .remedy("add recordings, or give others to test on with {testFolder}");
        }
        return parts(all, row -> tested[row]);
    }

    /**
     * Splits training recordings to hold out a part for choosing, for example an epoch. The remaining training
     * recordings are balanced; no copy of a held-out recording is among them.
     *
     * @param share fraction held out, in (0, 1)
     * @throws InputException if the share is out of range, or the recordings cannot be split
     */
    public static Split holdOut(SoundSet all, double share, long seed, Balance balance) {
        HoldOut.requireShare(share);
        Split parts = byShare(all, share, seed);
        return new Split(balance.of(parts.training, seed), parts.test);
    }

    private static boolean[] stratified(SoundSet all, double share, CounterRandom random) {
        boolean[] tested = new boolean[all.size()];
        for (int label = 0; label < all.data().classes().size(); label++) {
            int[] rows = rowsOf(all, label);
            int count = Math.clamp(Math.round(rows.length * share), Math.min(1, rows.length - 1), rows.length - 1);
            int[] order = random.fork(all.data().classes().get(label)).permutation(rows.length);
            for (int i = 0; i < count; i++) {
                tested[rows[order[i]]] = true;
            }
        }
        return tested;
    }

    private static int[] rowsOf(SoundSet all, int label) {
        return IntStream.range(0, all.size())
                .filter(row -> all.data().labels()[row] == label)
                .toArray();
    }

    private static Split parts(SoundSet all, IntPredicate tested) {
        int[] rows = IntStream.range(0, all.size()).toArray();
        return new Split(
                all.select(Arrays.stream(rows).filter(tested.negate()).toArray()),
                all.select(Arrays.stream(rows).filter(tested).toArray()));
    }

    /** A selection of whole groups. */
    private static final class Groups {
        private final double[] wanted;
        private final List<int[]> counts = new ArrayList<>();
        private final int[] groupOf;

        private Groups(SoundSet all, double share) {
            int classes = all.data().classes().size();
            wanted = new double[classes];
            groupOf = new int[all.size()];
            Map<String, Integer> numbers = new LinkedHashMap<>();
            for (int row = 0; row < all.size(); row++) {
                String name = all.files().get(row).groupOrName();
                int group = numbers.computeIfAbsent(name, absent -> numbers.size());
                if (group == counts.size()) {
                    counts.add(new int[classes]);
                }
                int label = all.data().labels()[row];
                counts.get(group)[label]++;
                wanted[label] += share;
                groupOf[row] = group;
            }
            if (counts.size() < 2) {
                InputException one = InputException.of(
                                Subject.named("split"), "there must be at least 2 groups, one to test on")
                        .got("only " + Naming.some(List.copyOf(numbers.keySet())));
                throw all.files().get(0).span().isPresent()
                        ? one.remedy("label a second recording, or pass {splitRecordings} to test on segments of the"
                                + " recordings trained on")
                        : one;
            }
        }

        /**
         * Selects test rows by group. In random order, each group joins the test set if that brings the classes closer
         * to their wanted counts. The first group always joins; at least one group stays in the training set.
         */
        static boolean[] chosen(SoundSet all, double share, CounterRandom random) {
            var groups = new Groups(all, share);
            double[] missing = groups.wanted;
            boolean[] chosen = new boolean[groups.counts.size()];
            int[] order = random.permutation(chosen.length);
            for (int i = 0; i < order.length - 1; i++) {
                int[] count = groups.counts.get(order[i]);
                double gain = 0;
                for (int label = 0; label < count.length; label++) {
                    gain += count[label] * (2 * missing[label] - count[label]); // missing^2 - (missing - count)^2
                }
                if (i == 0 || gain > 0) {
                    chosen[order[i]] = true;
                    for (int label = 0; label < count.length; label++) {
                        missing[label] -= count[label];
                    }
                }
            }
            boolean[] tested = new boolean[all.size()];
            for (int row = 0; row < tested.length; row++) {
                tested[row] = chosen[groups.groupOf[row]];
            }
            return tested;
        }
    }
}
