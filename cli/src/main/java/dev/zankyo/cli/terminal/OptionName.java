package dev.zankyo.cli.terminal;

import dev.zankyo.SettingNames;
import java.util.Locale;

/** The option names of the core's settings: {@code testShare} is the option {@code --test-share}. */
public final class OptionName {
    private OptionName() {}

    /** Returns the option that a setting of the core is given by. */
    public static String of(String setting) {
        return switch (setting) {
            case "cacheFolder" -> "--cache-dir";
            case "frontEnd" -> "--preset";
            case "labelTable" -> "--labels";
            case "memoryLimit" -> "--memory";
            case "recordings" -> "--sounds";
            case "pictureFile", "runFolder" -> "--out";
            case "testFolder" -> "--test-sounds";
            case "testLabelTable" -> "--test-labels";
            default -> "--" + setting.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        };
    }

    /** Returns text of the core with its settings named as options. */
    public static String in(String text) {
        return SettingNames.replace(text, OptionName::of);
    }
}
