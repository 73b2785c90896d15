package dev.zankyo.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.zankyo.InputException;
import dev.zankyo.Subject;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reader and writer of small JSON texts: objects as ordered maps, lists, strings and numbers. Reading is strict and
 * bounded: unique names, at most 4 levels, numbers of at most 60 characters, integers of 32 bits. It uses tokens,
 * because loading Jackson's object mapping would take longer than a prediction.
 */
public final class Json {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxNumberLength(60)
                    .build())
            .build();

    private final JsonParser parser;
    private final int mostElements;

    private Json(JsonParser parser, int mostElements) {
        this.parser = parser;
        this.mostElements = mostElements;
    }

    /**
     * Parses a value: a {@code Map<String, Object>}, a {@code List<Object>}, a String, an Integer or a BigDecimal.
     *
     * @param mostElements maximum length of a list
     * @throws IllegalArgumentException if the text is not valid; the message is one line
     */
    public static Object value(String text, int mostElements) {
        return parsed(text, mostElements, json -> json.value(json.parser.nextToken()));
    }

    /**
     * Parses an object into a map that the caller owns.
     *
     * @param mostElements maximum length of a list
     * @throws IllegalArgumentException if the text is not an object
     */
    public static Map<String, Object> object(String text, int mostElements) {
        return parsed(text, mostElements, json -> {
            if (json.parser.nextToken() != JsonToken.START_OBJECT) {
                throw InputException.of(Subject.content(), "must be an object");
            }
            return json.fields();
        });
    }

    private interface Reading<T> {
        T from(Json json) throws IOException;
    }

    private static <T> T parsed(String text, int mostElements, Reading<T> reading) {
        try (JsonParser parser = JSON.createParser(text)) {
            T value = reading.from(new Json(parser, mostElements));
            if (parser.nextToken() != null) {
                throw InputException.of(Subject.content(), "must end after its value");
            }
            return value;
        } catch (JsonProcessingException e) {
            // Text after ; or ( names classes and switches of Jackson.
            String reason = e.getOriginalMessage().split(" ?[;(]", 2)[0];
            throw InputException.of(Subject.content(), "must be JSON; " + FileError.printable(reason))
                    .because(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object value(JsonToken token) throws IOException {
        if (token == null) {
            throw otherKind();
        }
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getIntValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case START_ARRAY -> elements();
            case START_OBJECT -> fields();
            default -> throw otherKind();
        };
    }

    private List<Object> elements() throws IOException {
        List<Object> elements = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            if (elements.size() == mostElements) {
                throw InputException.of(Subject.content(), "a list must have at most " + mostElements + " elements")
                        .got("more");
            }
            elements.add(value(next));
        }
        return elements;
    }

    private Map<String, Object> fields() throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            fields.put(parser.currentName(), value(parser.nextToken()));
        }
        return fields;
    }

    private static InputException otherKind() {
        return InputException.of(Subject.content(), "must consist of objects, lists, strings and numbers");
    }

    /** Returns a value as one line: a map with string keys, a list, a string, a number or null. */
    public static String line(Object value) {
        return written(value, null);
    }

    /** Returns an object as indented JSON, ending with a line feed. */
    public static String text(Map<String, ?> object) {
        return written(object, new DefaultPrettyPrinter()) + "\n";
    }

    private static String written(Object value, PrettyPrinter printer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.setPrettyPrinter(printer);
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case String text -> json.writeString(text);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Float number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case List<?> elements -> {
                json.writeStartArray();
                for (Object element : elements) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            case Map<?, ?> fields -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> field : fields.entrySet()) {
                    json.writeFieldName((String) field.getKey());
                    write(json, field.getValue());
                }
                json.writeEndObject();
            }
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }
}
