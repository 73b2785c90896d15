package dev.zankyo.sounds;

import dev.zankyo.data.ClassNames;
import dev.zankyo.data.Finding;
import dev.zankyo.data.Finding.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A labeling rule by folder names. Usually the topmost sub-folder names the class. If the topmost sub-folders are folds
 * or parts of a split, such as train and test, and each holds the same classes, the folders below them name the class.
 * Sub-folders whose names begin with an underscore are no classes; collections keep other material there.
 */
final class SplitFolders implements LabelRule {
    private static final Pattern FOLD = Pattern.compile("(?i)fold[ _-]?\\d+");

    @Override
    public List<SoundFile> examples(List<SoundFile> recordings, Consumer<Finding> findings) {
        List<SoundFile> examples = new ArrayList<>();
        boolean divided = areParts(recordings);
        for (SoundFile recording : recordings) {
            List<String> folders = folders(recording.name());
            if (divided) {
                examples.add(recording.with(inPart(folders)));
            } else if (!folders.isEmpty() && !folders.get(0).startsWith("_")) {
                examples.add(recording.with(Annotation.label(folders.get(0))));
            }
        }
        if (divided) {
            report(examples, findings);
        }
        reportSpellings(examples, findings);
        return examples;
    }

    /** Reports folders that are one class only because their names are equal in Unicode's composed form. */
    private static void reportSpellings(List<SoundFile> examples, Consumer<Finding> findings) {
        Map<String, Set<String>> spellings = new TreeMap<>();
        for (SoundFile file : examples) {
            for (Path folder : file.path()) {
                String spelling = FileNames.text(folder);
                if (FileNames.composed(spelling).equals(file.label().orElseThrow())) {
                    spellings
                            .computeIfAbsent(file.label().orElseThrow(), absent -> new HashSet<>())
                            .add(spelling);
                }
            }
        }
        List<String> twins = spellings.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
        if (!twins.isEmpty()) {
            findings.accept(new Finding(
                    Kind.DOUBTFUL_LABELS,
                    (twins.size() == 1 ? "1 class" : twins.size() + " classes") + (twins.size() == 1 ? " has" : " have")
                            + " folders whose names look the same and differ in Unicode (" + Naming.some(twins)
                            + "; they are taken as one class)",
                    List.of()));
        }
    }

    private static List<String> folders(String name) {
        List<String> parts = List.of(name.split("/"));
        return parts.subList(0, parts.size() - 1);
    }

    /** Returns whether every top folder is a part or a fold, and the classes below are those of the training part. */
    private static boolean areParts(List<SoundFile> recordings) {
        Map<String, Set<String>> classes = new LinkedHashMap<>();
        for (SoundFile recording : recordings) {
            List<String> folders = folders(recording.name());
            if (folders.size() < 2) {
                return false;
            }
            classes.computeIfAbsent(folders.get(0), absent -> new HashSet<>()).add(folders.get(1));
        }
        Set<String> tops = classes.keySet();
        if (tops.size() < 2) {
            return false;
        }
        if (tops.stream().allMatch(top -> FOLD.matcher(top).matches())) {
            return classes.values().stream().distinct().count() == 1;
        }
        Set<String> learnt = tops.stream()
                .filter(top -> Part.named(top).equals(Optional.of(Part.TRAINING)))
                .flatMap(top -> classes.get(top).stream())
                .collect(Collectors.toSet());
        return tops.stream().allMatch(top -> Part.named(top).isPresent())
                && learnt.size() > 1
                && classes.values().stream().allMatch(learnt::containsAll);
    }

    private static Annotation inPart(List<String> folders) {
        Annotation known = Annotation.label(folders.get(1));
        Optional<Part> part = Part.named(folders.get(0));
        return part.isPresent() ? known.withPart(part) : known.withFold(Optional.of(folders.get(0)));
    }

    private static void report(List<SoundFile> examples, Consumer<Finding> findings) {
        Map<String, Long> counts = examples.stream()
                .collect(Collectors.groupingBy(
                        file -> folders(file.name()).get(0), LinkedHashMap::new, Collectors.counting()));
        String list = ClassNames.inOrder(counts.keySet()).stream()
                .map(top -> top + " " + counts.get(top))
                .collect(Collectors.joining(", "));
        findings.accept(new Finding(
                Kind.UNDERSTOOD,
                "folders are the parts of a split, and the folders below are the classes (" + list + ")",
                List.of()));
    }

    @Override
    public String expectation() {
        return "a sub-folder, a label pattern or a label table";
    }
}
