package dev.zankyo.sounds;

import dev.zankyo.InputException;
import dev.zankyo.audio.BandPowers;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Recording;
import dev.zankyo.audio.Remarks;
import dev.zankyo.audio.Segments;
import dev.zankyo.audio.Span;
import dev.zankyo.data.ClassNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The power per frequency band of some recordings, evenly spread over the classes. It shows how much of the sound's
 * energy lies in a front end's band, and how well the levels there tell the classes apart.
 */
final class BandSurvey {
    private static final int MOST_RECORDINGS = 200;
    private static final int MOST_CLASSES = 40;
    private static final double SECONDS = 4;

    /**
     * The range of levels in decibels. A lower level counts as this much below the recording's power, as with the floor
     * of the presets.
     */
    private static final double RANGE = 70;

    /**
     * The distance in mel bands that two tones must have to be told apart. It exceeds 1 because training shifts
     * spectrograms by a few bands.
     */
    private static final double BANDS_APART = 2.5;

    /**
     * The measurements of one recording.
     *
     * @param label number of its class; -1 if unknown
     * @param powers power per band
     * @param soundSeconds duration of its loudest sound
     */
    private record Row(int label, int sampleRate, double[] powers, double soundSeconds) {}

    private final List<Row> rows;
    private final List<Row> labelled;
    private final int classes;

    private BandSurvey(List<Row> rows, int classes) {
        this.rows = rows;
        this.labelled = rows.stream().filter(row -> row.label() >= 0).toList();
        this.classes = classes;
    }

    /** Surveys the first seconds of at most 200 examples. Files that cannot be read are ignored. */
    static BandSurvey of(List<SoundFile> files, int threads) {
        List<SoundFile> chosen = spread(files);
        List<String> classes = ClassNames.inOrder(
                chosen.stream().flatMap(file -> file.label().stream()).toList());
        // The segments of one recording are read together, because each separate reading would decode the recording
        // from its beginning.
        List<List<SoundFile>> recordings = List.copyOf(chosen.stream()
                .collect(Collectors.groupingBy(SoundFile::path, LinkedHashMap::new, Collectors.toList()))
                .values());
        Row[][] rows = new Row[recordings.size()][];
        try (var workers = new Workers(threads)) {
            workers.forEach(IntStream.range(0, rows.length).toArray(), i -> rows[i] = rows(recordings.get(i), classes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BandSurvey(Arrays.stream(rows).flatMap(Arrays::stream).toList(), classes.size());
    }

    /** Measures the examples in one file. */
    private static Row[] rows(List<SoundFile> examples, List<String> classes) {
        try {
            List<Recording> read = read(examples);
            return IntStream.range(0, read.size())
                    .filter(i -> read.get(i) != null)
                    .mapToObj(i -> row(
                            read.get(i),
                            examples.get(i).label().map(classes::indexOf).orElse(-1)))
                    .toArray(Row[]::new);
        } catch (InputException | UncheckedIOException e) {
            return new Row[0]; // SoundReader, which reads all files, reports it
        }
    }

    /** Returns the beginning of each example; null for a segment after the end of its recording. */
    private static List<Recording> read(List<SoundFile> examples) {
        Path file = examples.getFirst().path();
        List<Span> spans =
                examples.stream().flatMap(example -> example.span().stream()).toList();
        return spans.size() == examples.size()
                ? Segments.read(file, spans, Remarks.to(remark -> {}))
                : Collections.nCopies(examples.size(), Recording.readBeginning(file, SECONDS));
    }

    private static Row row(Recording whole, int label) {
        int length = (int) Math.min(whole.samples().length, Math.round(SECONDS * whole.sampleRate()));
        Recording recording =
                new Recording(whole.sampleRate(), whole.channels(), Arrays.copyOf(whole.samples(), length));
        return new Row(label, recording.sampleRate(), BandPowers.of(recording), LoudestSound.seconds(recording));
    }

    /** Returns files evenly spread over at most 40 classes, and within each class. */
    private static List<SoundFile> spread(List<SoundFile> files) {
        Map<String, List<SoundFile>> byClass = new LinkedHashMap<>();
        files.forEach(file -> byClass.computeIfAbsent(file.label().orElse(""), absent -> new ArrayList<>())
                .add(file));
        List<List<SoundFile>> classes = spread(new ArrayList<>(byClass.values()), MOST_CLASSES);
        int each = Math.max(1, MOST_RECORDINGS / Math.max(1, classes.size()));
        return classes.stream()
                .map(those -> spread(those, each))
                .flatMap(Collection::stream)
                .toList();
    }

    private static <T> List<T> spread(List<T> all, int most) {
        int count = Math.min(all.size(), most);
        return IntStream.range(0, count)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
                .toList();
    }

    /**
     * Returns the highest sample rate that at least nine in ten recordings of every class reach. Frequencies that most
     * recordings of a class cannot contain would give the class away.
     */
    int commonRate() {
        return IntStream.range(-1, classes)
                .map(label -> {
                    int[] rates = rows.stream()
                            .filter(row -> row.label() == label)
                            .mapToInt(Row::sampleRate)
                            .sorted()
                            .toArray();
                    return rates.length == 0 ? Integer.MAX_VALUE : rates[rates.length / 10];
                })
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** Predicts the classes of the labeled recordings from their levels within the front end's band. */
    Guess guess(LogMelSpec spec) {
        return guess(spec, spec.fMax());
    }

    /** Predicts the classes from the levels within the front end's band and below {@code end} hertz. */
    Guess guess(LogMelSpec spec, double end) {
        int[] groups = groups(spec, end);
        double[][] features =
                labelled.stream().map(row -> features(row.powers(), groups)).toArray(double[][]::new);
        int[] labels = labelled.stream().mapToInt(Row::label).toArray();
        return new Guess(NearestMean.right(features, labels, classes), chance(labels));
    }

    private double chance(int[] labels) {
        int[] counts = new int[Math.max(1, classes)];
        Arrays.stream(labels).forEach(label -> counts[label]++);
        return (double) Arrays.stream(counts).max().orElse(0) / Math.max(1, labels.length);
    }

    /**
     * The predictions of the recordings' classes.
     *
     * @param right whether each recording is predicted correctly
     * @param chance fraction of the largest class
     */
    record Guess(boolean[] right, double chance) {
        double accuracy() {
            return (double) count(i -> right[i]) / Math.max(1, right.length);
        }

        /** Returns whether the accuracy is beyond chance. */
        boolean isTelling() {
            return new OneFeature.Guess(accuracy(), chance, Math.max(1, right.length)).isTelling();
        }

        /**
         * Returns whether this guess is beyond chance and much better than another guess for the same recordings. The
         * difference must exceed two standard deviations. Besides, the accuracy must be 0.2 higher, or 0.05 higher with
         * at most half of the errors.
         */
        boolean isMuchBetterThan(Guess other) {
            int won = count(i -> right[i] && !other.right[i]);
            int lost = count(i -> !right[i] && other.right[i]);
            double gain = accuracy() - Math.max(chance, other.accuracy());
            return isTelling()
                    && won - lost > 2 * Math.sqrt(won + lost)
                    && (gain >= 0.2 || gain >= 0.05 && 1 - accuracy() <= (1 - other.accuracy()) / 2);
        }

        private int count(IntPredicate holds) {
            return (int) IntStream.range(0, right.length).filter(holds).count();
        }
    }

    /**
     * Returns the share of a recording's energy between two frequencies, in the median recording.
     *
     * @param from lower end in hertz
     * @param to upper end in hertz
     */
    double share(double from, double to) {
        return median(rows.stream().mapToDouble(row -> {
            double inside = IntStream.range(0, BandPowers.count())
                    .filter(band -> centre(band) >= from && centre(band) < to)
                    .mapToDouble(band -> row.powers()[band])
                    .sum();
            double all = Arrays.stream(row.powers()).sum();
            return all == 0 ? 0 : inside / all;
        }));
    }

    /** Returns the duration in seconds of the loudest sound in the median recording; 0 if there is no recording. */
    double soundSeconds() {
        return median(rows.stream().mapToDouble(Row::soundSeconds));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private static double centre(int band) {
        return (BandPowers.edge(band) + BandPowers.edge(band + 1)) / 2;
    }

    /**
     * Returns for each band the number of its group; -1 outside the front end's band. The front end cannot tell the
     * bands of a group apart, because its mel bands are wide or its window is short. With a short window, sound just
     * below the front end's band leaks into it, so such bands count as inside.
     */
    private static int[] groups(LogMelSpec spec, double highest) {
        double resolvedByWindow = 2.0 * spec.sampleRate() / spec.winLength();
        int[] groups = new int[BandPowers.count()];
        int group = -1;
        double end = 0;
        for (int band = 0; band < groups.length; band++) {
            double lower = BandPowers.edge(band);
            boolean inside = centre(band) >= spec.fMin() - resolvedByWindow && centre(band) <= highest;
            if (inside && lower >= end) {
                group++;
                end = lower + Math.max(resolvedByWindow, BANDS_APART * spec.bandStep(lower));
            }
            groups[band] = inside ? group : -1;
        }
        return groups;
    }

    /** Returns the level per group of bands, in decibels relative to the mean level of all groups. */
    private static double[] features(double[] powers, int[] groups) {
        double[] levels = new double[Arrays.stream(groups).max().orElse(-1) + 1];
        for (int band = 0; band < groups.length; band++) {
            if (groups[band] >= 0) {
                levels[groups[band]] += powers[band];
            }
        }
        double floor = Math.max(Double.MIN_NORMAL, Arrays.stream(powers).sum() * StrictMath.pow(10, -RANGE / 10));
        for (int i = 0; i < levels.length; i++) {
            levels[i] = 10 * StrictMath.log10(Math.max(levels[i], floor));
        }
        double mean = Arrays.stream(levels).average().orElse(0);
        return Arrays.stream(levels).map(level -> level - mean).toArray();
    }
}
