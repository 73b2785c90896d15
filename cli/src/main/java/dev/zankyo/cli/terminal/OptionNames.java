package dev.zankyo.cli.terminal;

import dev.zankyo.Setting;
import java.util.Locale;

/** The options by which the command line calls the settings of the library. */
final class OptionNames {
    private OptionNames() {}

    /** Returns the option of a setting, such as {@code --test-share}. */
    static String of(Setting setting) {
        return switch (setting) {
            case CACHE_FOLDER -> "--cache-dir";
            case FRONT_END -> "--preset";
            case LABEL_TABLE -> "--labels";
            case MEMORY_LIMIT -> "--memory";
            case RECORDINGS -> "--sounds";
            case TEST_FOLDER -> "--test-sounds";
            default -> "--" + setting.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
