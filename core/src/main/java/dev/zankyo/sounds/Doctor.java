package dev.zankyo.sounds;

import dev.zankyo.data.Finding;
import dev.zankyo.data.Finding.Kind;
import dev.zankyo.data.LabelDoubts;
import dev.zankyo.io.FileError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A check of recordings before training. It reports problems that would make the model worse or its evaluation
 * misleading. It changes and skips nothing.
 */
public final class Doctor {
    /** The peak below which a recording counts as silent: 60 dB below full scale, where full scale is 1. */
    private static final double SILENCE = 1e-3;

    private static final double MUCH_CLIPPED = 0.001;
    private static final double UNEQUAL = 8;

    private final Split split;
    private final Balance balance;
    private final List<SoundFile> files;
    private final List<SoundFacts> facts;
    private final int[] labels;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(Split split, Balance balance) {
        this.split = split;
        this.balance = balance;
        this.files = both(split, SoundSet::files);
        this.facts = both(split, SoundSet::facts);
        this.labels = IntStream.concat(
                        Arrays.stream(split.training().data().labels()),
                        Arrays.stream(split.test().data().labels()))
                .toArray();
    }

    /**
     * Returns all findings, most serious first.
     *
     * @param balance how the training will treat classes of unequal size
     */
    public static List<Finding> examine(Split split, Balance balance) {
        var doctor = new Doctor(split, balance);
        doctor.copies();
        doctor.groups();
        doctor.quality();
        doctor.classes();
        doctor.sampleRates();
        doctor.giveaway(Kind.LENGTH_PREDICTS_CLASS, "length", SoundFacts::seconds);
        doctor.giveaway(Kind.LOUDNESS_PREDICTS_CLASS, "loudness", SoundFacts::loudness);
        return doctor.findings.stream()
                .sorted(Comparator.comparing(Finding::kind))
                .toList();
    }

    /** Reports duplicate recordings: equal files, or different files with almost equal spectrograms. */
    private void copies() {
        List<int[]> same = new ArrayList<>();
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < facts.size(); i++) {
            Integer before = first.putIfAbsent(facts.get(i).content(), i);
            if (before != null) {
                same.add(new int[] {before, i});
            }
        }
        report(same, "the same");
        report(NearCopies.of(split, facts), "nearly the same");
    }

    private void report(List<int[]> pairs, String how) {
        Map<Kind, List<int[]>> kinds = new TreeMap<>();
        for (int[] pair : pairs) {
            boolean across = pair[0] < split.training().size()
                    && pair[1] >= split.training().size();
            boolean contradiction = labels[pair[0]] != labels[pair[1]];
            Kind kind = contradiction ? Kind.CONTRADICTION : across ? Kind.IN_BOTH_SETS : Kind.DUPLICATES;
            kinds.computeIfAbsent(kind, absent -> new ArrayList<>()).add(pair);
        }
        kinds.forEach((kind, those) -> {
            String what =
                    switch (kind) {
                        case CONTRADICTION -> " as one of another class (";
                        case IN_BOTH_SETS -> " as a training recording, so the test is too easy (";
                        default -> " as another (";
                    };
            String verb = those.size() == 1 ? " is " : " are ";
            String examples = those.stream()
                    .limit(2)
                    .map(pair -> name(pair[1]) + " = " + name(pair[0]))
                    .collect(Collectors.joining(", "));
            String subject = kind == Kind.IN_BOTH_SETS ? "test recording" : "recording";
            add(
                    kind,
                    Naming.count(those.size(), subject)
                            + verb
                            + how
                            + what
                            + examples
                            + (those.size() > 2 ? ", ...)" : ")"),
                    those.stream().map(pair -> files.get(pair[1]).name()).toList());
        });
    }

    /**
     * Reports speakers or places that occur in both the training and the test folder. A split by groups cannot have
     * any.
     */
    private void groups() {
        List<String> shared = groups(split.training())
                .filter(groups(split.test()).collect(Collectors.toSet())::contains)
                .distinct()
                .toList();
        if (!shared.isEmpty()) {
            add(
                    Kind.IN_BOTH_SETS,
                    Naming.count(shared.size(), "group") + (shared.size() == 1 ? " is" : " are")
                            + " in training and test set (" + Naming.some(shared) + ")",
                    List.of());
        }
    }

    private static Stream<String> groups(SoundSet set) {
        return set.files().stream().flatMap(file -> file.group().stream());
    }

    private void quality() {
        remarks(Kind.DAMAGED, "damaged and used as far as possible", SoundFacts::warning);
        remarks(Kind.ODD_HEADER, "read though the header is odd", SoundFacts::note);
        list(Kind.SILENT, "silent, or more than 60 dB below full scale", fact -> fact.peak() < SILENCE);
        list(Kind.CLIPPED, "clipped: the loudest parts are cut off", fact -> fact.clipped() > MUCH_CLIPPED);
    }

    /** Reports the recordings that a decoder made a remark about, with the remark about the first one. */
    private void remarks(Kind kind, String what, Function<SoundFacts, String> remark) {
        List<Integer> remarked = IntStream.range(0, facts.size())
                .filter(i -> !remark.apply(facts.get(i)).isEmpty())
                .boxed()
                .toList();
        if (!remarked.isEmpty()) {
            int first = remarked.get(0);
            add(
                    kind,
                    Naming.count(remarked.size(), "recording") + (remarked.size() == 1 ? " is " : " are ") + what + " ("
                            + name(first) + ": "
                            + FileError.printable(remark.apply(facts.get(first)))
                            + (remarked.size() > 1 ? "; ...)" : ")"),
                    remarked.stream().map(i -> files.get(i).name()).toList());
        }
    }

    private void list(Kind kind, String what, Predicate<SoundFacts> holds) {
        List<String> names = IntStream.range(0, facts.size())
                .filter(i -> holds.test(facts.get(i)))
                .mapToObj(i -> files.get(i).name())
                .toList();
        if (!names.isEmpty()) {
            String verb = names.size() == 1 ? " is " : " are ";
            add(kind, Naming.count(names.size(), "recording") + verb + what + " (" + Naming.some(names) + ")", names);
        }
    }

    private void classes() {
        List<String> names = split.training().data().classes();
        LabelDoubts.about(names).forEach(doubt -> add(Kind.DOUBTFUL_LABELS, doubt, List.of()));
        int[] counts = counts(split.training());
        int largest = 0;
        int smallest = 0;
        for (int i = 0; i < counts.length; i++) {
            largest = counts[i] > counts[largest] ? i : largest;
            smallest = counts[i] < counts[smallest] ? i : smallest;
        }
        if (balance == Balance.NONE && counts[largest] >= UNEQUAL * counts[smallest]) {
            add(
                    Kind.UNEQUAL_CLASSES,
                    "classes are very unequal; " + FileError.printable(names.get(largest)) + " has "
                            + Naming.count(counts[largest], "training recording") + ", "
                            + FileError.printable(names.get(smallest)) + " " + counts[smallest]
                            + " (pass {balance} sampling to show them equally often)",
                    List.of());
        }
        int[] tested = counts(split.test());
        List<String> untested = IntStream.range(0, tested.length)
                .filter(i -> tested[i] == 0)
                .mapToObj(names::get)
                .toList();
        if (!untested.isEmpty()) {
            String verb = untested.size() == 1 ? "class has" : "classes have";
            add(
                    Kind.UNTESTED_CLASS,
                    untested.size() + " " + verb + " no test recording (" + Naming.some(untested) + ")",
                    List.of());
        }
    }

    private static int[] counts(SoundSet set) {
        int[] counts = new int[set.data().classes().size()];
        for (int label : set.data().labels()) {
            counts[label]++;
        }
        return counts;
    }

    private void sampleRates() {
        Map<Integer, Long> rates = facts.stream()
                .collect(Collectors.groupingBy(SoundFacts::sampleRate, LinkedHashMap::new, Collectors.counting()));
        if (rates.size() > 1) {
            String list = rates.entrySet().stream()
                    .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                    .limit(4)
                    .map(rate -> rate.getValue() + " of " + rate.getKey() + " Hz")
                    .collect(Collectors.joining(", "));
            add(
                    Kind.SAMPLE_RATES,
                    "recordings have " + rates.size() + " sample rates (" + list
                            + "); frequencies above half the lowest rate may give the class away",
                    List.of());
        }
    }

    /** Reports a property that predicts the class without the sound itself. */
    private void giveaway(Kind kind, String what, ToDoubleFunction<SoundFacts> feature) {
        double[] values = facts.stream().mapToDouble(feature).toArray();
        int classes = split.training().data().classes().size();
        var guess = OneFeature.guess(values, labels, classes);
        if (guess.isTelling()) {
            add(
                    kind,
                    String.format(
                            Locale.ROOT,
                            "%s alone predicts the class of %.0f %% of the recordings; chance is %.0f %%",
                            what,
                            100 * guess.accuracy(),
                            100 * guess.chance()),
                    List.of());
        }
    }

    private String name(int row) {
        return FileError.printable(files.get(row).name());
    }

    private void add(Kind kind, String text, List<String> names) {
        findings.add(new Finding(kind, text, names));
    }

    private static <T> List<T> both(Split split, Function<SoundSet, List<T>> part) {
        return Stream.of(split.training(), split.test())
                .map(part)
                .flatMap(List::stream)
                .map(Objects::requireNonNull)
                .toList();
    }
}
