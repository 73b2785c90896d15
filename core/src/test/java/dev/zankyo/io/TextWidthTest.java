package dev.zankyo.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextWidthTest {
    @ParameterizedTest
    @CsvSource({
        "owl, 3",
        "caf\u00e9, 4",
        "cafe\u0301, 4",
        "\u9ce5\u306e\u58f0, 6",
        "\uc0c8\uc18c\ub9ac, 6",
        "\uff76\uff85, 2",
        "\uff21\uff01, 4",
        "\ud83e\udd89 owl, 6",
        "\u0434\u0440\u043e\u0437\u0434, 5",
        "'', 0"
    })
    void of_textOfAnyScript_countsColumns(String text, int columns) {
        assertEquals(columns, TextWidth.of(text));
    }

    @Test
    void cut_longName_keepsBothEnds() {
        assertEquals("Phyllosc...llybita", TextWidth.cut("Phylloscopus collybita", 18));
        assertEquals("Phylloscopus collybita", TextWidth.cut("Phylloscopus collybita", 22));
        assertEquals("Phy", TextWidth.cut("Phylloscopus", 3));
    }

    @Test
    void cut_wideLetters_neverExceedsTheWidth() {
        String name = "\u9ce5\u306e\u58f0\u3068\u866b\u306e\u58f0\ud83e\udd89";
        for (int columns = 0; columns < 20; columns++) {
            assertTrue(TextWidth.of(TextWidth.cut(name, columns)) <= columns, "at " + columns);
        }
    }

    @Test
    void padded_wideLetters_fillTheColumn() {
        assertEquals("\u9ce5  |", TextWidth.padded("\u9ce5", 4) + "|");
        assertEquals("  \u9ce5|", TextWidth.rightAligned("\u9ce5", 4) + "|");
        assertEquals("owls", TextWidth.padded("owls", 2));
    }
}
