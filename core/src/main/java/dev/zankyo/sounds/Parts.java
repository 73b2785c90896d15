package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.data.ClassNames;
import dev.zankyo.data.Finding;
import dev.zankyo.data.Finding.Kind;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The parts of a set of recordings.
 *
 * @param split the training and the test set
 * @param validation the held-out part, of the same classes; empty if the data have none
 */
public record Parts(Split split, Optional<SoundSet> validation) {

    /** Returns the parts of a set without a held-out part. */
    public static Parts of(Split split) {
        return new Parts(split, Optional.empty());
    }

    /**
     * Returns the parts that the data's authors made; empty if they made none. If there is no test part, the validation
     * part takes its place. Of folds, the last one is the test set.
     *
     * @param findings receives a note on how the set was divided
     * @throws InputException if a part has no recordings
     */
    public static Optional<Parts> given(SoundSet all, Consumer<Finding> findings) {
        Optional<Part> tested = tested(all.files());
        if (tested.isPresent()) {
            return Optional.of(divided(all, tested.get(), findings));
        }
        List<String> folds = all.files().stream()
                .flatMap(file -> file.known().fold().stream())
                .toList();
        if (folds.size() == all.size()) {
            String last = ClassNames.inOrder(folds).getLast();
            note("fold " + last + " is the test set, the others are the training set", findings);
            return Optional.of(of(Split.byFold(all, last)));
        }
        return Optional.empty();
    }

    /** Returns the part to test on; empty if the recordings have no parts. */
    public static Optional<Part> tested(List<SoundFile> files) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        files.forEach(file -> file.known().part().ifPresent(parts::add));
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(parts.contains(Part.TEST) || !parts.contains(Part.VALIDATION) ? Part.TEST : Part.VALIDATION);
    }

    private static Parts divided(SoundSet all, Part tested, Consumer<Finding> findings) {
        Split split = new Split(
                select(all, file -> !isIn(file, Part.TEST) && !isIn(file, Part.VALIDATION)),
                select(all, file -> isIn(file, tested)));
        SoundSet held = select(all, file -> isIn(file, Part.VALIDATION));
        if (tested == Part.VALIDATION) {
            note("the validation part is the test set, as there is no test part", findings);
            return of(split);
        }
        if (held.size() == 0) {
            return of(split);
        }
        note(
                Naming.count(held.size(), "validation recording")
                        + " held out to choose an epoch by; not used if {validationShare} is 0",
                findings);
        return new Parts(
                split, Optional.of(held.withClasses(split.training().data().classes())));
    }

    private static boolean isIn(SoundFile file, Part part) {
        return file.known().part().equals(Optional.of(part));
    }

    private static SoundSet select(SoundSet all, Predicate<SoundFile> wanted) {
        return all.select(IntStream.range(0, all.size())
                .filter(row -> wanted.test(all.files().get(row)))
                .toArray());
    }

    /**
     * Returns the recordings with their parts: a listed recording is in the part of its list, any other in the training
     * part.
     *
     * @param findings receives the names in the lists that are no recordings
     * @throws InputException if a list cannot be read or names none of the recordings, if both lists name the same
     *     recording, or if there is a validation list but no test list
     */
    public static List<SoundFile> listed(
            List<SoundFile> files, Optional<Path> test, Optional<Path> validation, Consumer<Finding> findings) {
        if (test.isEmpty() && validation.isEmpty()) {
            return files;
        }
        if (test.isEmpty()) {
            throw InputException.of(Subject.setting("validationList"), "needs {testList}, a list of test recordings");
        }
        Set<String> tested = NameList.read(test.get()).names(files, findings);
        Set<String> held = validation
                .map(list -> NameList.read(list).names(files, findings))
                .orElse(Set.of());
        held.stream().filter(tested::contains).sorted().findFirst().ifPresent(name -> {
            throw InputException.of(Subject.setting("validationList"), "must not name recordings to test on")
                    .got(name);
        });
        return files.stream()
                .map(file -> file.with(file.known()
                        .withPart(Optional.of(
                                tested.contains(file.name())
                                        ? Part.TEST
                                        : held.contains(file.name()) ? Part.VALIDATION : Part.TRAINING))))
                .toList();
    }

    private static void note(String text, Consumer<Finding> findings) {
        findings.accept(new Finding(Kind.UNDERSTOOD, text, List.of()));
    }
}
