package dev.zankyo.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.zankyo.Prediction;
import dev.zankyo.evaluate.ClassProjection;
import dev.zankyo.evaluate.Embedding;
import dev.zankyo.evaluate.Predictor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A map of the training and test recordings: two dimensions of the features that the last layer of the network reads.
 * {@link ClassProjection} chooses the dimensions by the training recordings alone.
 */
public final class RecordingMap {
    /** The maximum number of rows drawn from each set. */
    private static final int MOST = 1500;

    /** Coordinates and probabilities are multiplied by this factor and rounded. */
    private static final int PARTS = 10_000;

    /** The number of colors in the style sheet. Further classes have the same colors and other shapes. */
    private static final int COLORS = 8;

    /** SVG paths of the marks, within a radius of 5 about the origin. */
    private static final List<String> SHAPES = List.of(
            "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
            "M0-5L4.6 3.4H-4.6z",
            "M-3.6-3.6H3.6V3.6H-3.6z",
            "M0 5L4.6-3.4H-4.6z",
            "M0-5L5 0L0 5L-5 0z");

    /**
     * The drawn rows of a set.
     *
     * @param rows the numbers of the drawn rows
     * @param points the place of each on the map: {x, y}
     */
    private record Drawn(Evidence set, int[] rows, List<Prediction> predictions, double[][] points) {
        static Drawn of(Evidence set, int[] rows, Embedding embedding, ClassProjection projection) {
            double[][] points =
                    Arrays.stream(embedding.features()).map(projection::point).toArray(double[][]::new);
            return new Drawn(set, rows, embedding.predictions(), points);
        }

        int label(int i) {
            return set.rows().labels()[rows[i]];
        }

        boolean isWrong(int i) {
            return !predictions.get(i).label().equals(set.label(rows[i]));
        }

        /** Returns the number of drawn rows, and of all rows if there are more. */
        String count() {
            String drawn = Words.count(rows.length);
            return rows.length == set.rows().size()
                    ? drawn
                    : drawn + " of " + Words.count(set.rows().size());
        }
    }

    /** A class in the legend, numbered from 0. */
    record Entry(int number, String name, String color, String shape, String rows) {}

    /** A row of the table of class centers. */
    record Center(String name, String x, String y, String nearest, String distance, String rows, String wrong) {}

    record View(
            String training,
            String test,
            boolean some,
            String axes,
            String seconds,
            boolean marks,
            List<Entry> classes,
            List<Center> centers,
            String json) {}

    private final List<String> classes;
    private final Drawn training;
    private final Drawn test;
    private final ClassProjection projection;
    private final double seconds;

    private RecordingMap(Drawn training, Drawn test, ClassProjection projection, double seconds) {
        this.classes = training.set().rows().classes();
        this.training = training;
        this.test = test;
        this.projection = projection;
        this.seconds = seconds;
    }

    /**
     * Returns the map of two sets. It predicts at most {@value #MOST} rows of each, evenly chosen.
     *
     * @param predictor a predictor {@linkplain Predictor#withFeatures with features}
     * @return the map; empty if it cannot be computed from the network's features
     */
    public static Optional<RecordingMap> of(Predictor predictor, Evidence training, Evidence test) {
        long start = System.nanoTime();
        int[] trainingRows = evenly(training.rows().size());
        int[] testRows = evenly(test.rows().size());
        Embedding ofTraining = predictor.embed(training.rows().select(trainingRows));
        Embedding ofTest = predictor.embed(test.rows().select(testRows));
        double seconds = (System.nanoTime() - start) / 1e9;
        return of(training, trainingRows, ofTraining, test, testRows, ofTest, seconds);
    }

    private static Optional<RecordingMap> of(
            Evidence training,
            int[] trainingRows,
            Embedding ofTraining,
            Evidence test,
            int[] testRows,
            Embedding ofTest,
            double seconds) {
        if (!isFinite(ofTraining) || !isFinite(ofTest)) {
            return Optional.empty();
        }
        int[] labels = Arrays.stream(trainingRows)
                .map(row -> training.rows().labels()[row])
                .toArray();
        return ClassProjection.fit(
                        ofTraining.features(), labels, training.rows().classes().size())
                .map(projection -> new RecordingMap(
                        Drawn.of(training, trainingRows, ofTraining, projection),
                        Drawn.of(test, testRows, ofTest, projection),
                        projection,
                        seconds));
    }

    /** Returns the map of all rows of two sets whose predictions and features are known. */
    static Optional<RecordingMap> of(Evidence training, Embedding ofTraining, Evidence test, Embedding ofTest) {
        return of(
                training,
                IntStream.range(0, training.rows().size()).toArray(),
                ofTraining,
                test,
                IntStream.range(0, test.rows().size()).toArray(),
                ofTest,
                0);
    }

    /** Returns at most {@link #MOST} of {@code count} rows, at equal distances. */
    static int[] evenly(int count) {
        int drawn = Math.min(count, MOST);
        return IntStream.range(0, drawn)
                .map(i -> (int) ((long) i * count / drawn))
                .toArray();
    }

    private static boolean isFinite(Embedding embedding) {
        for (float[] row : embedding.features()) {
            for (float value : row) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    Section section() {
        boolean some = training.rows().length < training.set().rows().size()
                || test.rows().length < test.set().rows().size();
        View view = new View(
                training.count(),
                test.count(),
                some,
                axes(),
                Words.time(seconds),
                classes.size() > COLORS,
                entries(),
                centers(),
                json());
        return Section.of("Map of the recordings", Templates.render("map", view));
    }

    /** Returns what the axes show, in words. */
    private String axes() {
        long across = Math.round(100 * projection.share(0));
        long up = Math.round(100 * projection.share(1));
        return "The horizontal axis shows " + across + " % of what separates the classes, the vertical axis " + up
                + " %" + (across + up < 70 ? ". Classes that overlap here may be apart in other dimensions." : ".");
    }

    private List<Entry> entries() {
        return IntStream.range(0, classes.size())
                .mapToObj(c -> new Entry(
                        c,
                        classes.get(c),
                        "map-c" + c % COLORS,
                        SHAPES.get(c / COLORS % SHAPES.size()),
                        Words.count(count(training, c) + count(test, c))))
                .toList();
    }

    private static long count(Drawn set, int label) {
        return IntStream.range(0, set.rows().length)
                .filter(i -> set.label(i) == label)
                .count();
    }

    /** Returns the centers of the classes that have drawn rows, with the nearest other center. */
    private List<Center> centers() {
        double[][] middles = new double[classes.size()][];
        for (int c = 0; c < middles.length; c++) {
            middles[c] = middle(c);
        }
        List<Center> centers = new ArrayList<>();
        for (int c = 0; c < middles.length; c++) {
            if (middles[c] == null) {
                continue;
            }
            int label = c;
            Optional<Integer> nearest = IntStream.range(0, middles.length)
                    .filter(other -> other != label && middles[other] != null)
                    .boxed()
                    .min(Comparator.comparingDouble(other -> distance(middles[label], middles[other])));
            long wrong = IntStream.range(0, test.rows().length)
                    .filter(i -> test.label(i) == label && test.isWrong(i))
                    .count();
            centers.add(new Center(
                    classes.get(c),
                    tenths(middles[c][0]),
                    tenths(middles[c][1]),
                    nearest.map(classes::get).orElse("none"),
                    nearest.map(other -> tenths(distance(middles[label], middles[other])))
                            .orElse(""),
                    Words.count(count(test, c)),
                    Words.count(wrong)));
        }
        return centers;
    }

    private static String tenths(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static double distance(double[] a, double[] b) {
        return Math.hypot(a[0] - b[0], a[1] - b[1]);
    }

    /** Returns the mean point of a class; null if none of its rows is drawn. */
    private double[] middle(int label) {
        List<double[]> points = Stream.of(training, test)
                .flatMap(set -> IntStream.range(0, set.rows().length)
                        .filter(i -> set.label(i) == label)
                        .mapToObj(i -> set.points()[i]))
                .toList();
        return points.isEmpty()
                ? null
                : new double[] {
                    points.stream().mapToDouble(point -> point[0]).average().orElseThrow(),
                    points.stream().mapToDouble(point -> point[1]).average().orElseThrow()
                };
    }

    /** Returns what the page's script draws: one array for each column, the training rows first. */
    private String json() {
        return ScriptJson.text(json -> {
            json.writeStartObject();
            json.writeFieldName("classes");
            write(json, classes);
            json.writeFieldName("shapes");
            write(json, SHAPES);
            json.writeNumberField("training", training.rows().length);
            writeColumn(json, "x", (set, i) -> (int) Math.round(PARTS * set.points()[i][0]));
            writeColumn(json, "y", (set, i) -> (int) Math.round(PARTS * set.points()[i][1]));
            writeColumn(json, "labels", Drawn::label);
            writeColumn(
                    json,
                    "predicted",
                    (set, i) -> classes.indexOf(set.predictions().get(i).label()));
            writeColumn(json, "probabilities", (set, i) ->
                    (int) Math.round(PARTS * set.predictions().get(i).probability()));
            List<String> names = new ArrayList<>();
            List<String> sounds = new ArrayList<>();
            for (Drawn set : List.of(training, test)) {
                for (int row : set.rows()) {
                    names.add(set.set().names().apply(row));
                    sounds.add(sound(set.set(), row));
                }
            }
            json.writeFieldName("names");
            write(json, names);
            json.writeFieldName("sounds");
            write(json, sounds);
            json.writeEndObject();
        });
    }

    /** Returns the address of the sound of a row; empty if a browser cannot play it. */
    private static String sound(Evidence set, int row) {
        return SoundLink.of(set, row).map(SoundLink::address).orElse("");
    }

    /** A figure of the drawn row {@code i}. */
    @FunctionalInterface
    private interface Figure {
        int of(Drawn set, int i);
    }

    private void writeColumn(JsonGenerator json, String name, Figure figure) throws IOException {
        int[] values = Stream.of(training, test)
                .flatMapToInt(set -> IntStream.range(0, set.rows().length).map(i -> figure.of(set, i)))
                .toArray();
        json.writeFieldName(name);
        json.writeArray(values, 0, values.length);
    }

    private static void write(JsonGenerator json, List<String> texts) throws IOException {
        json.writeStartArray();
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
