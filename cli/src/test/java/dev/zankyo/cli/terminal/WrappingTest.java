package dev.zankyo.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrappingTest {
    @Test
    void wrap_shortLine_isUnchanged() {
        assertEquals(List.of("report        run/report.html"), Wrapping.wrap("report        run/report.html", 29));
    }

    @Test
    void wrap_labeledLine_isIndentedToItsText() {
        assertEquals(
                List.of("calibration   not calibrated: this", "              takes at least 20 rows"),
                Wrapping.wrap("calibration   not calibrated: this takes at least 20 rows", 36));
    }

    @Test
    void wrap_message_isIndentedByTwo() {
        assertEquals(
                List.of("warning: two recordings are", "  the same"),
                Wrapping.wrap("warning: two recordings are the same", 30));
    }

    @Test
    void wrap_percentage_keepsItsSign() {
        assertEquals(
                List.of("accuracy is between 30 and", "  95.44 %, more or less"),
                Wrapping.wrap("accuracy is between 30 and 95.44 %, more or less", 32));
    }

    @Test
    void wrap_figures_breakBetweenThem() {
        assertEquals(
                List.of("1/4  learning rate 0.001  width 0.25", "     accuracy 77.78 %  loss 0.6741"),
                Wrapping.wrap("1/4  learning rate 0.001  width 0.25  accuracy 77.78 %  loss 0.6741", 40));
    }

    /** Checks that a command can still be copied: a shell joins lines that end with a backslash. */
    @Test
    void wrap_command_breaksAsAShellReadsIt() {
        String command = "next          java -jar cli.jar predict --model run/model.safetensors 'a b.wav' c.wav";
        List<String> rows = Wrapping.wrap(command, 50);
        assertEquals(
                List.of(
                        "next          java -jar cli.jar predict --model \\",
                        "              run/model.safetensors 'a b.wav' \\",
                        "              c.wav"),
                rows);
    }

    @Test
    void wrap_wordWiderThanTheWindow_staysWhole() {
        String path = "/a/" + "long/".repeat(10) + "path";
        assertEquals(List.of("model", "  " + path), Wrapping.wrap("model         " + path, 40));
    }

    @Test
    void wrap_wideLetters_countTwice() {
        assertEquals(
                List.of("note: \u9ce5\u306e\u58f0", "  \u866b\u306e\u58f0"),
                Wrapping.wrap("note: \u9ce5\u306e\u58f0 \u866b\u306e\u58f0", 16));
    }
}
