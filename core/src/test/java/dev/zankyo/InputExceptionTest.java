package dev.zankyo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputExceptionTest {
    private static final Subject.File FILE = Subject.file(Path.of("rows.csv"));

    @Test
    void theMessageIsOneLineOfItsParts() {
        InputException fault = InputException.of(FILE.line(3).column(2), "value must be a number")
                .expected("a decimal number")
                .got("\"x\"")
                .remedy("correct it");

        assertEquals(
                "rows.csv:3:2: value must be a number; expected a decimal number, got \"x\" (correct it)",
                fault.getMessage());
        assertEquals(Optional.of("correct it"), fault.remedy());
        assertEquals(
                "line 3, column 2: value must be a number",
                InputException.of(Subject.content().line(3).column(2), "value must be a number")
                        .getMessage());
    }

    @Test
    void partsThatAreMissingLeaveNoTrace() {
        assertEquals(
                "rows.csv: must be whole",
                InputException.of(FILE, "must be whole").getMessage());
        assertEquals(
                "rows.csv: must be whole; got half",
                InputException.of(FILE, "must be whole").got("half").getMessage());
        assertEquals(
                "rows.csv: must be whole; expected all",
                InputException.of(FILE, "must be whole").expected("all").getMessage());
    }

    @Test
    void theCallerAddsTheFileOnce() {
        InputException parsed = InputException.of(Subject.content().line(7), "must be whole");
        InputException named = parsed.in(Path.of("a"));

        assertEquals("a:7: must be whole", named.getMessage());
        assertSame(named, named.in(Path.of("b")));
        assertEquals(
                "a: tensor x: must be whole",
                InputException.of(Subject.named("tensor x"), "must be whole")
                        .in(Path.of("a"))
                        .getMessage());
    }

    @Test
    void aPathCannotEndTheLine() {
        assertEquals(
                "a\\u000ab: must be whole",
                InputException.of(Subject.file(Path.of("a\nb")), "must be whole")
                        .getMessage());
    }

    @Test
    void settingsAreRenamedEverywhereButInWhatTheUserGave() {
        InputException fault = InputException.of(Subject.setting("testShare"), "must go with {recordings}")
                .got("{recordings}")
                .remedy("pass {testFolder}");

        assertEquals(
                "TESTSHARE: must go with RECORDINGS; got {recordings} (pass TESTFOLDER)",
                fault.message(name -> name.toUpperCase(Locale.ROOT)));
        assertEquals("testShare: must go with `recordings`; got {recordings} (pass `testFolder`)", fault.getMessage());
    }
}
