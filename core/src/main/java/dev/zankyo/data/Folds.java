package dev.zankyo.data;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.random.CounterRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A partition of rows for cross-validation: each fold is held out once, while the rest is the training set.
 *
 * @param names the displayed names of the folds
 * @param foldOf the fold of each row; not copied
 */
public record Folds(List<String> names, int[] foldOf) {
    public Folds {
        names = List.copyOf(names);
    }

    /**
     * Distributes the rows of every class evenly, in an order drawn with the seed.
     *
     * @throws InputException if there are fewer than two folds, or a class has fewer rows than there are folds
     */
    public static Folds stratified(Dataset rows, int count, long seed) {
        requireSeveral(count);
        CounterRandom random = CounterRandom.of(seed).fork("folds");
        int[] foldOf = new int[rows.size()];
        int next = 0;
        for (int c = 0; c < rows.classes().size(); c++) {
            int label = c;
            int[] members = IntStream.range(0, foldOf.length)
                    .filter(row -> rows.labels()[row] == label)
                    .toArray();
            if (members.length < count) {
                throw InputException.of(Subject.setting("folds"), "every class needs a row for each fold")
                        .expected("at least " + count)
                        .got(members.length + " of " + rows.classes().get(c));
            }
            for (int i : random.fork(rows.classes().get(c)).permutation(members.length)) {
                foldOf[members[i]] =
                        next++ % count; // continues where the last class ended, so that folds have equal sizes
            }
        }
        return new Folds(
                IntStream.rangeClosed(1, count).mapToObj(i -> "fold " + i).toList(), foldOf);
    }

    /**
     * Distributes whole groups, largest first, each to the fold with the fewest rows. With as many folds as groups,
     * each group is a fold.
     *
     * @param groups the group of each row
     * @throws InputException if there are fewer than two folds, or fewer groups than folds
     */
    public static Folds grouped(List<String> groups, int count) {
        requireSeveral(count);
        Map<String, Integer> sizes = new LinkedHashMap<>();
        groups.forEach(group -> sizes.merge(group, 1, Integer::sum));
        if (sizes.size() < count) {
            throw InputException.of(Subject.setting("folds"), "there must be a group for each fold")
                    .expected("at least " + count)
                    .got(sizes.size())
                    .remedy("lower {folds}");
        }
        Map<String, Integer> foldOf = new LinkedHashMap<>();
        int[] rows = new int[count];
        String[] names = new String[count];
        sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(group -> {
                    int fold = IntStream.range(0, count)
                            .boxed()
                            .min(Comparator.comparingInt(i -> rows[i]))
                            .orElseThrow();
                    foldOf.put(group.getKey(), fold);
                    rows[fold] += group.getValue();
                    names[fold] = names[fold] == null ? group.getKey() : names[fold] + ", " + group.getKey();
                });
        return new Folds(
                Arrays.asList(names), groups.stream().mapToInt(foldOf::get).toArray());
    }

    /**
     * Returns the folds that the data's authors made: one per name.
     *
     * @param folds the name of each row's fold
     * @param count the number of folds that the user expects
     * @throws InputException if there are fewer than two folds, or not {@code count}
     */
    public static Folds given(List<String> folds, int count) {
        List<String> names = ClassNames.inOrder(folds);
        if (names.size() != count) {
            throw InputException.of(Subject.setting("folds"), "must be the number of folds in the column of folds")
                    .expected(names.size())
                    .got(count);
        }
        requireSeveral(count);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        names.forEach(name -> numbers.put(name, numbers.size()));
        List<String> shown = names.stream()
                .map(name -> name.matches("\\d+") ? "fold " + name : name)
                .toList();
        return new Folds(shown, folds.stream().mapToInt(numbers::get).toArray());
    }

    private static void requireSeveral(int count) {
        if (count < 2) {
            throw InputException.of(Subject.setting("folds"), "there must be at least 2")
                    .got(count);
        }
    }

    /** Returns the number of folds. */
    public int count() {
        return names.size();
    }

    /** Returns the held-out rows of a fold. */
    public int[] heldOut(int fold) {
        return IntStream.range(0, foldOf.length)
                .filter(row -> foldOf[row] == fold)
                .toArray();
    }

    /** Returns the training rows while {@code fold} is held out. */
    public int[] trainingRows(int fold) {
        return IntStream.range(0, foldOf.length)
                .filter(row -> foldOf[row] != fold)
                .toArray();
    }
}
