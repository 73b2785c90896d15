package dev.zankyo.benchmarks.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;

/** Records as JSON, with names in snake case. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Json() {}

    static String line(Object value) {
        return write(MAPPER, value);
    }

    static String document(Object value) {
        return write(MAPPER.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build(), value) + "\n";
    }

    private static String write(JsonMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass() + ": must be writable as JSON", e);
        }
    }

    /**
     * Reads a record of the given type.
     *
     * @param source the origin of the text, for messages
     * @throws InputException if the text is not valid JSON of that type
     */
    static <T> T read(Subject source, String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw InputException.of(source, "must be a " + type.getSimpleName())
                    .got(FileError.printable(e.getOriginalMessage()))
                    .because(e);
        }
    }
}
