package dev.zankyo.model;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.data.Standardization;
import dev.zankyo.io.FileError;
import dev.zankyo.io.Json;
import dev.zankyo.model.Calibration.Source;
import dev.zankyo.model.TrainingDataSummary.ClipLengths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The JSON in a model file's metadata. Methods throw {@link IllegalArgumentException} for invalid JSON or values. */
final class MetadataJson {
    /** The limit for every list except the classes, far above any useful length. */
    private static final int MOST_ELEMENTS = 1024;

    private MetadataJson() {}

    static String write(ResNetConfig config) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("bands", config.bands());
        fields.put("frames", config.frames());
        fields.put("classes", config.classes());
        fields.put("stem_filters", config.stemFilters());
        fields.put("stage_filters", config.stageFilters());
        fields.put("blocks_per_stage", config.blocksPerStage());
        fields.put("momentum", config.momentum());
        fields.put("epsilon", config.epsilon());
        return Json.line(fields);
    }

    static ResNetConfig config(String text) {
        Fields fields = Fields.of(text);
        var config = new ResNetConfig(
                fields.integer("bands"),
                fields.integer("frames"),
                fields.integer("classes"),
                fields.integer("stem_filters"),
                fields.integers("stage_filters"),
                fields.integer("blocks_per_stage"),
                fields.real("momentum"),
                fields.real("epsilon"));
        fields.requireNoMore();
        return config;
    }

    static String write(Standardization standardization) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mean", standardization.mean());
        fields.put("deviation", standardization.deviation());
        return Json.line(fields);
    }

    static Standardization standardization(String text) {
        Fields fields = Fields.of(text);
        var standardization = new Standardization(fields.real("mean"), fields.real("deviation"));
        fields.requireNoMore();
        return standardization;
    }

    static String write(LogMelSpec frontEnd) {
        return Json.line(frontEnd.fields());
    }

    static LogMelSpec frontEnd(String text) {
        return LogMelSpec.of(Json.object(text, MOST_ELEMENTS));
    }

    /**
     * Writes everything except the prototypes, which are stored as a tensor. The source is written only if it is not
     * the test set. Models of earlier versions have no source; all were calibrated on the test set.
     */
    static String write(Calibration calibration) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("temperature", calibration.temperature());
        fields.put("rows", calibration.rows());
        fields.put("error_before", calibration.errorBefore());
        fields.put("error_after", calibration.errorAfter());
        fields.put("threshold", calibration.detector().threshold());
        if (calibration.source() != Source.TEST) {
            fields.put("source", calibration.source().toString());
        }
        return Json.line(fields);
    }

    static Calibration calibration(String text, int features, float[] prototypes) {
        Fields fields = Fields.of(text);
        var calibration = new Calibration(
                fields.real("temperature"),
                source(fields.values().remove("source")),
                fields.integer("rows"),
                fields.real("error_before"),
                fields.real("error_after"),
                new OutOfDistributionDetector(fields.real("threshold"), features, prototypes));
        fields.requireNoMore();
        return calibration;
    }

    private static Source source(Object value) {
        if (value == null) {
            return Source.TEST;
        }
        return Stream.of(Source.values())
                .filter(source -> source.toString().equals(value))
                .findAny()
                .orElseThrow(() -> InputException.of(Subject.named("source"), "must be the rows of the calibration")
                        .expected("one of " + List.of(Source.values()))
                        .got(FileError.printable(value.toString())));
    }

    /** Writes everything except the bits of the digests, which are stored as a tensor. */
    static String write(TrainingDataSummary training) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "hashes", training.digests().stream().map(DigestFilter::hashes).toList());
        fields.put(
                "words",
                training.digests().stream().map(filter -> filter.words().length).toList());
        training.clips().ifPresent(clips -> {
            fields.put("median_seconds", clips.median());
            fields.put("percentile_95_seconds", clips.percentile95());
        });
        return Json.line(fields);
    }

    /** Reads a summary; {@code digests} has the words of all filters, one after another. */
    static TrainingDataSummary trainingData(String text, long[] digests) {
        Fields fields = Fields.of(text);
        List<DigestFilter> filters = filters(fields.integers("hashes"), fields.integers("words"), digests);
        Optional<ClipLengths> clips = fields.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClipLengths(fields.real("median_seconds"), fields.real("percentile_95_seconds")));
        fields.requireNoMore();
        return new TrainingDataSummary(filters, clips);
    }

    private static List<DigestFilter> filters(List<Integer> hashes, List<Integer> words, long[] digests) {
        long sum = words.stream().mapToLong(Integer::longValue).sum();
        boolean positive = words.stream().allMatch(count -> count > 0);
        if (hashes.isEmpty() || hashes.size() != words.size() || !positive || sum != digests.length) {
            throw InputException.of(Subject.named("words"), "must divide the words of the digests among the filters")
                    .expected(hashes.size() + " of " + digests.length)
                    .got(words.size() + " of " + sum);
        }
        List<DigestFilter> filters = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < hashes.size(); i++) {
            int to = from + words.get(i);
            filters.add(new DigestFilter(hashes.get(i), Arrays.copyOfRange(digests, from, to)));
            from = to;
        }
        return filters;
    }

    static String write(List<String> classes) {
        return Json.line(classes);
    }

    /** Returns the class names, at most {@code most}. */
    static List<String> classes(String text, int most) {
        return strings(Json.value(text, most));
    }

    private static List<String> strings(Object value) {
        List<String> strings = new ArrayList<>();
        for (Object element : require(value, List.class, Subject.content(), "must be a list of strings")) {
            strings.add(require(element, String.class, Subject.content(), "must be a list of strings"));
        }
        return strings;
    }

    /** The fields of a JSON object; reading a field removes it. */
    private record Fields(Map<String, Object> values) {

        static Fields of(String text) {
            return new Fields(Json.object(text, MOST_ELEMENTS));
        }

        boolean isEmpty() {
            return values.isEmpty();
        }

        int integer(String name) {
            return require(values.remove(name), Integer.class, Subject.named(name), "must be a whole number");
        }

        float real(String name) {
            return require(values.remove(name), Number.class, Subject.named(name), "must be a number")
                    .floatValue();
        }

        List<Integer> integers(String name) {
            Subject field = Subject.named(name);
            String rule = "must be a list of whole numbers";
            List<Integer> numbers = new ArrayList<>();
            for (Object element : require(values.remove(name), List.class, field, rule)) {
                numbers.add(require(element, Integer.class, field, rule));
            }
            return numbers;
        }

        void requireNoMore() {
            if (!values.isEmpty()) {
                String name = values.keySet().iterator().next();
                throw InputException.of(Subject.named(FileError.printable(name)), "must be a known field");
            }
        }
    }

    private static <T> T require(Object value, Class<T> type, Subject subject, String rule) {
        if (!type.isInstance(value)) {
            throw InputException.of(subject, rule).got(value == null ? "none" : FileError.printable(value.toString()));
        }
        return type.cast(value);
    }
}
