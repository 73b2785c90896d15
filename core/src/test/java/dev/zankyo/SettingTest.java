package dev.zankyo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.io.FileError;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class SettingTest {
    @Test
    void message_inJava_namesTheMethodThatSetsIt() {
        var refused = new InputException(Setting.TEST_SHARE + ": must be between 0 and 1; got 2");
        assertEquals("testShare: must be between 0 and 1; got 2", refused.getMessage());
    }

    @Test
    void message_ofAnotherProgram_namesItAsThatProgramDoes() {
        var refused = new InputException("split: too few (lower " + Setting.TEST_SHARE + " or " + Setting.FOLDS + ")");
        assertEquals(
                "split: too few (lower TEST-SHARE or FOLDS)",
                refused.message(setting -> setting.javaName().equals("testShare")
                        ? "TEST-SHARE"
                        : setting.name().toUpperCase(Locale.ROOT)));
    }

    @Test
    void mark_inTextFromOutside_isNoMark() {
        String hostile = FileError.escaped(Setting.BACKEND + ".wav");
        assertEquals("\\u2068backend\\u2069.wav", Setting.named(hostile));
    }
}
