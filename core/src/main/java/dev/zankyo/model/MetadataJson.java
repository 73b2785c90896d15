package dev.zankyo.model;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.zankyo.io.FileError;

/** Records as JSON in a model file's metadata, names in snake case; read without any leniency. */
final class MetadataJson {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(2)
                            .maxNumberLength(60)
                            .build())
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();

    private MetadataJson() {}

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass() + ": must be writable as JSON", e);
        }
    }

    /** Reads a value; what is wrong is an {@link IllegalArgumentException} that begins with {@code where}. */
    static <T> T read(String where, String json, Class<T> type) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new IllegalArgumentException(where + ": must not be null");
            }
            return value;
        } catch (JsonProcessingException e) {
            // A record's own complaint is worth more than Jackson's account of it.
            boolean own = e.getCause() instanceof IllegalArgumentException
                    && e.getCause().getMessage() != null;
            // What stands behind ; or ( there are names of classes and switches.
            String reason =
                    own ? e.getCause().getMessage() : e.getOriginalMessage().split(" ?[;(]", 2)[0];
            throw new IllegalArgumentException(where + ": " + FileError.printable(reason), e);
        }
    }
}
