package dev.zankyo.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.data.ReadingListener.Work;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ReadingViewTest {
    private static final Path CSV = Path.of("train.csv");
    private static final String PARSED = "train.csv: parsing 200 MiB once; the rows are cached in rows";

    private final StringWriter err = new StringWriter();

    private PrintWriter writer(boolean watched) {
        return watched ? new PrintableWriter(new Screen(err, 100)) : new PrintWriter(err);
    }

    private void watch(boolean watched, Work work) {
        var view = new ReadingView(writer(watched), Path.of("rows"));
        view.onBegin(work, CSV, 200 << 20);
        view.onRead(50 << 20);
        view.onRead(150 << 20);
        view.onEnd();
    }

    @Test
    void parsing_unwatched_isOneLine() {
        watch(false, Work.PARSING);
        assertEquals(PARSED + System.lineSeparator(), err.toString());
    }

    @Test
    void checking_unwatched_isNothing() {
        watch(false, Work.CHECKING);
        assertEquals("", err.toString());
    }

    @Test
    void parsing_watched_isALineAndABarThatIsCleared() {
        watch(true, Work.PARSING);
        String shown = err.toString();
        assertTrue(shown.startsWith(PARSED), shown);
        assertTrue(shown.contains("parsing"), shown);
        assertTrue(shown.contains("150/200 MiB"), shown);
        assertTrue(shown.endsWith("\r\033[K"), shown);
    }

    @Test
    void checking_watched_isABarThatIsCleared() {
        watch(true, Work.CHECKING);
        String shown = err.toString();
        assertTrue(shown.contains("checking"), shown);
        assertTrue(shown.endsWith("\r\033[K"), shown);
    }

    @Test
    void trouble_isItsLine() {
        new ReadingView(writer(true), Path.of("rows")).onProblem("train.csv: is parsed again");
        assertEquals("train.csv: is parsed again" + System.lineSeparator(), err.toString());
    }
}
