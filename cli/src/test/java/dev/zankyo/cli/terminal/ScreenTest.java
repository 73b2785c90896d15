package dev.zankyo.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final String CLEAR = "\r\033[K";

    private final StringWriter terminal = new StringWriter();
    private final Screen screen = new Screen(terminal, 80);

    @Test
    void status_isRemovedBeforeTextOfEitherStream() {
        var out = new PrintableWriter(screen);
        var err = new PrintableWriter(screen);
        screen.showStatus("one\ntwo");
        out.println("result");
        screen.showStatus("three");
        err.println("message");
        assertEquals(
                "one\ntwo" + CLEAR + "\033[A" + CLEAR + "result\nthree" + CLEAR + "message\n", terminal.toString());
    }

    @Test
    void status_insideALine_waits() {
        var out = new PrintableWriter(screen);
        out.print("half ");
        out.flush();
        screen.showStatus("status");
        out.println("and half");
        assertEquals("half and half\n", terminal.toString());
    }

    /** Checks that the word of the launcher disappears when the program writes its first line, or nothing at all. */
    @Test
    void statusOfTheLauncher_isRemoved() throws Exception {
        var announced = new Screen(terminal, () -> 80, true);
        new PrintableWriter(announced).println("first");
        announced.close();
        assertEquals(CLEAR + "first\n", terminal.toString());
        terminal.getBuffer().setLength(0);
        new Screen(terminal, () -> 80, true).close();
        assertEquals(CLEAR, terminal.toString());
    }
}
