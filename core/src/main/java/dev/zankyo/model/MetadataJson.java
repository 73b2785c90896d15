package dev.zankyo.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.data.Standardization;
import dev.zankyo.io.FileError;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands as JSON in a model file's metadata; read without any leniency. What is wrong is an {@link
 * IllegalArgumentException}. Token by token: Jackson's mapping of objects would take longer to start than a prediction takes.
 */
final class MetadataJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2)
                    .maxNumberLength(60)
                    .build())
            .build();

    /** As many as there can be classes. */
    private static final int MOST_ELEMENTS = 65_536;

    private MetadataJson() {}

    static String write(ResNetConfig config) {
        return text(json -> {
            json.writeStartObject();
            json.writeNumberField("bands", config.bands());
            json.writeNumberField("frames", config.frames());
            json.writeNumberField("classes", config.classes());
            json.writeNumberField("stem_filters", config.stemFilters());
            json.writeArrayFieldStart("stage_filters");
            for (int filters : config.stageFilters()) {
                json.writeNumber(filters);
            }
            json.writeEndArray();
            json.writeNumberField("blocks_per_stage", config.blocksPerStage());
            json.writeNumberField("momentum", config.momentum());
            json.writeNumberField("epsilon", config.epsilon());
            json.writeEndObject();
        });
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
        return text(json -> {
            json.writeStartObject();
            json.writeNumberField("mean", standardization.mean());
            json.writeNumberField("deviation", standardization.deviation());
            json.writeEndObject();
        });
    }

    static Standardization standardization(String text) {
        Fields fields = Fields.of(text);
        var standardization = new Standardization(fields.real("mean"), fields.real("deviation"));
        fields.requireNoMore();
        return standardization;
    }

    static String write(LogMelSpec frontEnd) {
        return text(json -> {
            json.writeStartObject();
            for (Map.Entry<String, Object> field : frontEnd.fields().entrySet()) {
                json.writePOJOField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        });
    }

    static LogMelSpec frontEnd(String text) {
        return LogMelSpec.of(Fields.of(text).values());
    }

    /** Without the prototypes, which are a tensor. */
    static String write(Calibration calibration) {
        return text(json -> {
            json.writeStartObject();
            json.writeNumberField("temperature", calibration.temperature());
            json.writeNumberField("rows", calibration.rows());
            json.writeNumberField("error_before", calibration.errorBefore());
            json.writeNumberField("error_after", calibration.errorAfter());
            json.writeNumberField("threshold", calibration.familiarity().threshold());
            json.writeEndObject();
        });
    }

    static Calibration calibration(String text, int features, float[] prototypes) {
        Fields fields = Fields.of(text);
        var calibration = new Calibration(
                fields.real("temperature"),
                fields.integer("rows"),
                fields.real("error_before"),
                fields.real("error_after"),
                new Familiarity(fields.real("threshold"), features, prototypes));
        fields.requireNoMore();
        return calibration;
    }

    static String write(List<String> classes) {
        return text(json -> json.writeArray(classes.toArray(String[]::new), 0, classes.size()));
    }

    static List<String> classes(String text) {
        return parsed(text, json -> strings(value(json, json.nextToken())));
    }

    private static List<String> strings(Object value) {
        List<String> strings = new ArrayList<>();
        for (Object element : require(value, List.class, "must be a list of strings")) {
            strings.add(require(element, String.class, "must be a list of strings"));
        }
        return strings;
    }

    /** The fields of an object, each of which is taken once. */
    private record Fields(Map<String, Object> values) {

        static Fields of(String text) {
            return parsed(text, json -> {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new IllegalArgumentException("must be an object");
                }
                Map<String, Object> values = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    values.put(json.currentName(), value(json, json.nextToken()));
                }
                return new Fields(values);
            });
        }

        int integer(String name) {
            return require(values.remove(name), Integer.class, name + ": must be a whole number");
        }

        float real(String name) {
            return require(values.remove(name), Number.class, name + ": must be a number")
                    .floatValue();
        }

        List<Integer> integers(String name) {
            String rule = name + ": must be a list of whole numbers";
            List<Integer> numbers = new ArrayList<>();
            for (Object element : require(values.remove(name), List.class, rule)) {
                numbers.add(require(element, Integer.class, rule));
            }
            return numbers;
        }

        void requireNoMore() {
            if (!values.isEmpty()) {
                String name = values.keySet().iterator().next();
                throw new IllegalArgumentException(FileError.printable(name) + ": must not be there; no such field");
            }
        }
    }

    private static <T> T require(Object value, Class<T> type, String rule) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    rule + "; got " + (value == null ? "none" : FileError.printable(value.toString())));
        }
        return type.cast(value);
    }

    /** The value that begins with a token: a string, an integer, a float, or a list of such. */
    private static Object value(JsonParser json, JsonToken token) throws IOException {
        if (token == null) {
            throw otherKind();
        }
        return switch (token) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getIntValue();
            case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                    if (elements.size() == MOST_ELEMENTS) {
                        throw new IllegalArgumentException(
                                "a list must have at most " + MOST_ELEMENTS + " elements; got more");
                    }
                    elements.add(value(json, next));
                }
                yield elements;
            }
            default -> throw otherKind();
        };
    }

    private static IllegalArgumentException otherKind() {
        return new IllegalArgumentException("must consist of strings, numbers and lists of them");
    }

    private interface Reading<T> {
        T from(JsonParser json) throws IOException;
    }

    private static <T> T parsed(String text, Reading<T> reading) {
        try (JsonParser json = JSON.createParser(text)) {
            T value = reading.from(json);
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("must end after its value");
            }
            return value;
        } catch (JsonProcessingException e) {
            // What stands behind ; or ( there are names of classes and switches.
            String reason = e.getOriginalMessage().split(" ?[;(]", 2)[0];
            throw new IllegalArgumentException(FileError.printable(reason), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    private static String text(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
