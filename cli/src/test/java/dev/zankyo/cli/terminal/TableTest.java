package dev.zankyo.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
    private final StringWriter text = new StringWriter();

    private String printed(int columns) {
        Table table = Table.of("<class of sound", "recall", "?p50 ms", "?MiB");
        table.add("Phylloscopus collybita", "0.9", 12, 100);
        table.add("\u9ce5", "1.0", 3, 2048);
        var writer = new PrintableWriter(new Screen(text, columns));
        table.print(writer);
        writer.flush();
        return text.toString();
    }

    @Test
    void print_wideTerminal_showsAllAligned() {
        assertEquals("""
                                                p50
                class of sound          recall   ms   MiB
                Phylloscopus collybita     0.9   12   100
                \u9ce5                         1.0    3  2048
                """, printed(80));
    }

    @Test
    void print_narrowTerminal_leavesOutTheLastColumnAndSaysSo() {
        assertEquals("""
                                                p50
                class of sound          recall   ms
                Phylloscopus collybita     0.9   12
                \u9ce5                         1.0    3
                (a wider terminal also shows: MiB)
                """, printed(36));
    }

    @Test
    void print_veryNarrowTerminal_cutsTheNames() {
        assertEquals("""
                class of sound  recall
                Phyllo...ybita     0.9
                \u9ce5                 1.0
                (a wider terminal also shows: p50 ms, MiB)
                """, printed(22));
    }

    @Test
    void print_file_isComplete() {
        Table table = Table.of("<class", "?recall");
        table.add("x".repeat(300), 1);
        table.print(new PrintWriter(text));
        assertEquals("class" + " ".repeat(297) + "recall\n" + "x".repeat(300) + "       1\n", text.toString());
    }
}
