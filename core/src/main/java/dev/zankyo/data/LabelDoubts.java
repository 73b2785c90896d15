package dev.zankyo.data;

import dev.zankyo.io.FileError;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The doubts about a set of class names: names that were probably not meant to be classes. A doubt is no error; the
 * names may be right.
 */
public final class LabelDoubts {
    private static final Pattern SPLIT =
            Pattern.compile("(?i)train|training|test|testing|val|valid|validation|dev|eval|fold[ _-]?\\d+");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Set<String> NOTHING = Set.of("nan", "null", "none", "n/a", "na", "?", "undefined");

    /** More integer classes than this look like measurements, unless the integers are consecutive. */
    private static final int FEW_NUMBERS = 10;

    private static final int SHOWN = 4;

    private LabelDoubts() {}

    /** Returns one line for each doubt; empty if the names look like classes. */
    public static List<String> about(List<String> classes) {
        List<String> doubts = new ArrayList<>();
        doubt(
                doubts,
                classes,
                name -> SPLIT.matcher(name).matches(),
                "named like a part of a split, not like a sound",
                "give one of these sub-folders as the recordings and another one as the test set");
        doubt(
                doubts,
                classes,
                name -> name.contains(",") || name.contains(";"),
                "a list of labels; each list becomes a class, because a recording has one label",
                "keep one label per recording");
        doubt(
                doubts,
                classes,
                name -> NOTHING.contains(name.toLowerCase(Locale.ROOT)),
                "a word for a missing label",
                "remove these rows, or name the class");
        if (lookLikeMeasurements(classes)) {
            doubts.add(classes.size() + " labels look like measurements, not like classes (" + some(classes)
                    + "; check which column holds the label)");
        }
        twins(doubts, classes, name -> name.toLowerCase(Locale.ROOT), "differ in upper and lower case only");
        twins(
                doubts,
                classes,
                name -> Normalizer.normalize(name, Normalizer.Form.NFC),
                "look the same in Unicode (NFC)");
        return doubts;
    }

    private static void doubt(
            List<String> doubts, List<String> classes, Predicate<String> odd, String what, String remedy) {
        List<String> names = classes.stream().filter(odd).toList();
        if (!names.isEmpty()) {
            doubts.add(names.size() + (names.size() == 1 ? " class is " : " classes are each ") + what + " ("
                    + some(names) + "; " + remedy + ")");
        }
    }

    /**
     * Returns whether all class names are numbers that look like measurements: some are negative or have a decimal
     * point, or there are many and they have gaps. Integers without gaps are numbered classes.
     */
    static boolean lookLikeMeasurements(List<String> classes) {
        if (!classes.stream().allMatch(name -> NUMBER.matcher(name).matches())) {
            return false;
        }
        if (classes.stream().anyMatch(name -> name.contains(".") || name.startsWith("-"))) {
            return true;
        }
        double least = classes.stream().mapToDouble(Double::parseDouble).min().orElse(0);
        double most = classes.stream().mapToDouble(Double::parseDouble).max().orElse(0);
        return classes.size() > FEW_NUMBERS && most - least + 1 > classes.size();
    }

    private static void twins(
            List<String> doubts, List<String> classes, Function<String, String> form, String difference) {
        Map<String, String> first = new LinkedHashMap<>();
        List<String> pairs = new ArrayList<>();
        for (String name : classes) {
            String before = first.putIfAbsent(form.apply(name), name);
            if (before != null) {
                pairs.add(before + " and " + name);
            }
        }
        if (!pairs.isEmpty()) {
            doubts.add(pairs.size() + (pairs.size() == 1 ? " pair of classes" : " pairs of classes") + " " + difference
                    + " (" + some(pairs) + "; give them one name if they are one class)");
        }
    }

    private static String some(List<String> names) {
        String shown = String.join(
                ", ", names.stream().limit(SHOWN).map(FileError::printable).toList());
        return names.size() > SHOWN ? shown + ", ..." : shown;
    }
}
