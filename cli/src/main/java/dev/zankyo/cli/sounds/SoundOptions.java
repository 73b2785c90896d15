package dev.zankyo.cli.sounds;

import dev.zankyo.InputException;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.HoldOut;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.sounds.Balance;
import dev.zankyo.sounds.Doctor;
import dev.zankyo.sounds.FeatureCache;
import dev.zankyo.sounds.Finding;
import dev.zankyo.sounds.Finding.Kind;
import dev.zankyo.sounds.FrontEndChoice;
import dev.zankyo.sounds.LabelRule;
import dev.zankyo.sounds.NamePattern;
import dev.zankyo.sounds.SoundFile;
import dev.zankyo.sounds.SoundFolder;
import dev.zankyo.sounds.SoundReader;
import dev.zankyo.sounds.SoundSet;
import dev.zankyo.sounds.Split;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** A folder of recordings to learn from: which class each is of, and which are kept to be tested on. */
public final class SoundOptions {
    private static final double USUAL_SHARE = 0.2;
    private static final int UNUSABLE_SHOWN = 10;

    @Option(
            names = "--sounds",
            paramLabel = "DIR",
            required = true,
            description = "Recordings to learn from. Their class is the sub-folder they are in, unless told otherwise.")
    private Path folder;

    @ArgGroup(exclusive = false)
    private LabelOptions labels;

    @Option(
            names = "--test-sounds",
            paramLabel = "DIR",
            description = "Recordings to be tested on, their classes known in the same way.")
    private Path testFolder;

    @Option(
            names = "--test-pattern",
            paramLabel = "REGEX",
            description = "Recordings whose names match are tested on: '.*_[0-4]\\.wav'.")
    private String testPattern;

    @Option(
            names = "--test-share",
            paramLabel = "X",
            description = "This share of every class, drawn by --seed, is tested on. Default: " + USUAL_SHARE + ".")
    private Double testShare;

    @Option(
            names = "--group-pattern",
            paramLabel = "REGEX",
            description = "Shares are drawn in whole speakers or places: recordings with the same first group of this"
                    + " pattern, such as '\\d_(.*)_.*'.")
    private String groupPattern;

    @Option(
            names = "--balance",
            paramLabel = "HOW",
            description =
                    "For classes of unequal size: none, or sampling, which shows the recordings of the smaller ones"
                            + " more often. Default: none.")
    private Balance balance = Balance.NONE;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description =
                    "How sounds become spectrograms: digits, general, torchaudio or librosa, and changes to them, as"
                            + " in general,n_mels=64. Default: what suits the recordings.")
    private String preset;

    @Option(names = "--strict", description = "Stop if anything is wrong with the recordings.")
    private boolean strict;

    /**
     * What there is to learn from.
     *
     * @param folder of those to learn from
     * @param testFolder of those tested on
     * @param frontEnd what the rows were made by
     * @param split the recordings of an epoch, and those tested on
     * @param validation what an epoch is chosen by, if some are held out for that
     * @param findings what is wrong or left out
     */
    public record Heard(
            Path folder,
            Path testFolder,
            LogMelSpec frontEnd,
            Split split,
            Optional<Dataset> validation,
            List<Finding> findings) {
        Heard with(Split otherSplit, Optional<Dataset> otherValidation) {
            return new Heard(folder, testFolder, frontEnd, otherSplit, otherValidation, findings);
        }
    }

    /** Where they are, for messages. */
    public Path folder() {
        return folder;
    }

    /**
     * What there is to learn from, its classes balanced.
     *
     * @param share of the recordings to learn from that is held out; 0 for none
     */
    public Heard read(double share, FeatureCache cache, ReadingListener view, int threads, long seed, PrintWriter err) {
        Heard heard = hear(cache, view, threads, seed, err);
        Split split = heard.split();
        if (share == 0) {
            return heard.with(new Split(balance.of(split.training(), seed), split.test()), Optional.empty());
        }
        Split parts = Split.holdOut(split.training(), share, seed, balance);
        return heard.with(
                new Split(parts.training(), split.test()),
                Optional.of(parts.test().data()));
    }

    /** The recordings to learn from in two parts once more, of which the first is balanced. */
    public HoldOut holdOut(
            double share, FeatureCache cache, ReadingListener view, int threads, long seed, PrintWriter err) {
        SoundSet training = hear(cache, view, threads, seed, err).split().training();
        Split parts = Split.holdOut(training, share, seed, balance);
        return new HoldOut(parts.training().data(), parts.test().data());
    }

    /** Finds, listens to, parts and examines the recordings. */
    private Heard hear(FeatureCache cache, ReadingListener view, int threads, long seed, PrintWriter err) {
        List<Finding> findings = new ArrayList<>();
        LabelRule rule = LabelOptions.rule(labels);
        Optional<NamePattern> groups = pattern("--group-pattern", groupPattern, NamePattern::withGroup);
        Optional<NamePattern> tested = pattern("--test-pattern", testPattern, NamePattern::of);
        double share = share();
        List<SoundFile> files = SoundFolder.open(folder, findings::add).labelled(rule, groups, findings::add);
        Optional<List<SoundFile>> testFiles = Optional.ofNullable(testFolder)
                .map(other -> SoundFolder.open(other, findings::add).labelled(rule, groups, findings::add));
        FrontEndChoice frontEnd = preset == null ? FrontEndChoice.suiting(files) : FrontEndChoice.named(preset);
        err.println(frontEnd.reason());
        err.flush();
        var reader = new SoundReader(frontEnd.spec(), threads, cache, view);
        SoundSet all = reader.read(files, findings::add);
        Split split = testFiles
                .map(others -> new Split(all, reader.read(others, findings::add)))
                .or(() -> tested.map(pattern -> Split.byPattern(all, pattern)))
                .orElseGet(() -> Split.byShare(all, share, seed));
        findings.addAll(Doctor.examine(split));
        err.println(folder + ": " + split.training().size() + " recordings to learn from, "
                + split.test().size() + " to test on, "
                + split.training().data().classes().size() + " classes");
        show(findings, err);
        return new Heard(
                folder, testFolder == null ? folder : testFolder, frontEnd.spec(), split, Optional.empty(), findings);
    }

    private double share() {
        requireOne("--test-sounds, --test-pattern and --test-share", testFolder, testPattern, testShare);
        double share = testShare == null ? USUAL_SHARE : testShare;
        if (!(share > 0 && share < 1)) {
            throw new InputException("--test-share: must be between 0 and 1; got " + share);
        }
        return share;
    }

    private static Optional<NamePattern> pattern(
            String option, String regex, BiFunction<String, String, NamePattern> pattern) {
        return Optional.ofNullable(regex).map(text -> pattern.apply(option, text));
    }

    private static void requireOne(String options, Object... values) {
        long given = Stream.of(values).filter(Objects::nonNull).count();
        if (given > 1) {
            throw new InputException(options + ": at most one of them can be followed; got " + given);
        }
    }

    /** Of files that cannot be used a few are named and the rest counted; everything else is a line each. */
    private void show(List<Finding> findings, PrintWriter err) {
        List<Finding> unusable = findings.stream()
                .filter(finding -> finding.kind() == Kind.UNUSABLE)
                .toList();
        Stream<Finding> others = findings.stream().filter(finding -> finding.kind() != Kind.UNUSABLE);
        unusable.stream().limit(UNUSABLE_SHOWN).forEach(finding -> err.println("left out: " + finding));
        if (unusable.size() > UNUSABLE_SHOWN) {
            err.println("left out: " + (unusable.size() - UNUSABLE_SHOWN) + " more files that cannot be used");
        }
        others.forEach(finding -> err.println((finding.kind().isFault() ? "doctor: " : "note: ") + finding));
        err.flush();
        long faults =
                findings.stream().filter(finding -> finding.kind().isFault()).count();
        if (strict && faults > 0) {
            throw new InputException(folder + ": nothing may be wrong with the recordings, by --strict; got " + faults
                    + (faults == 1 ? " finding" : " findings"));
        }
    }
}
