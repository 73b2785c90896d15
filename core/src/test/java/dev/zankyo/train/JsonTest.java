package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void object_ofEveryKindOfValue_isReadAsItWasWritten() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", "a\"\u001b\u202e\nü");
        object.put("whole", Long.MIN_VALUE);
        object.put("number", -1e-300);
        object.put("nothing", null);
        object.put("list", Arrays.asList("a", null, 3L, List.of()));
        object.put("object", Map.of("within", Map.of()));
        assertEquals(object, Json.object(Json.text(object)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[1]",
                "{\"a\":1",
                "{\"a\":[1",
                "{\"a\":",
                "{\"a\":true}",
                "{\"a\":1,\"a\":2}",
                "{} {}"
            })
    void text_thatIsNoObjectOfThese_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Json.object(text));
    }

    @Test
    void value_ofNoSuchKind_isNotWritten() {
        assertThrows(IllegalArgumentException.class, () -> Json.text(Map.of("a", new Object())));
    }
}
