package dev.zankyo.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @Test
    void value_ofEveryKind_isWhatWasWritten() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("z", List.of("\"\u6b8b\n", 7, -1));
        object.put("a", Map.of("b", List.of(Map.of())));
        assertEquals("{\"z\":[\"\\\"\u6b8b\\n\",7,-1],\"a\":{\"b\":[{}]}}", Json.line(object));
        assertEquals(object, Json.value(Json.line(object), 3));
        assertEquals(
                List.of("z", "a"), List.copyOf(Json.object(Json.text(object), 3).keySet()));
        assertEquals(new BigDecimal("1.5e-7"), Json.value("1.5e-7", 0));
    }

    @Test
    void line_numbers_areToldToTheBit() {
        assertEquals(
                "[0.1,0.1,1.4E-45,9223372036854775807,null]",
                Json.line(Arrays.asList(0.1f, 0.1, Float.MIN_VALUE, Long.MAX_VALUE, null)));
        assertThrows(IllegalArgumentException.class, () -> Json.line(new Object()));
    }

    @Test
    void text_ofAnObject_isForPeople() {
        assertEquals("{\n  \"a\" : [ 1, 2 ]\n}\n", Json.text(Map.of("a", List.of(1, 2))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                | must consist of objects, lists, strings and numbers",
                "null              | must consist of objects, lists, strings and numbers",
                "[true]            | must consist of objects, lists, strings and numbers",
                "[1,2,3,4]         | a list must have at most 3 elements; got more",
                "[1                | Unexpected end-of-input",
                "[1,               | Unexpected end-of-input",
                "{\"a\"            | Unexpected end-of-input",
                "{\"a\":1,\"a\":2} | Duplicate field 'a'",
                "[[[[[]]]]]        | Document nesting depth",
                "2147483648        | Numeric value",
                "[1] []            | must end after its value",
                "[1] x             | Unrecognized token 'x'",
                "[01]              | Invalid numeric value",
                "[1,]              | Unexpected character",
                "{a:1}             | Unexpected character",
                "[1] // one        | Unexpected character",
                "NaN               | Non-standard token 'NaN'",
            })
    void value_thatIsNone_isRefusedInALine(String text, String expected) {
        String message =
                assertThrows(InputException.class, () -> Json.value(text, 3)).getMessage();
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void value_ofANumberWithoutEnd_isRefused() {
        assertThrows(InputException.class, () -> Json.value("1." + "1".repeat(100), 1));
    }

    @Test
    void object_ofSomethingElse_isRefused() {
        for (String text : List.of("[]", "7", "null", "", "\"{}\"")) {
            assertEquals(
                    "must be an object",
                    assertThrows(InputException.class, () -> Json.object(text, 3))
                            .getMessage());
        }
    }
}
