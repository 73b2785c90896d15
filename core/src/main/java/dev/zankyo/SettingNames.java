package dev.zankyo;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The markup for names of settings in messages. Text marks a setting by braces, in camelCase, such as
 * <code>{cacheFolder}</code>. Exceptions show it in backticks; the command line shows the name of its option.
 */
public final class SettingNames {
    /** The known names. Other braces are not marks: they may come from a file's name. */
    private static final List<String> NAMES = List.of(
            "augmentation",
            "backend",
            "background",
            "balance",
            "bands",
            "cacheFolder",
            "checkpointEvery",
            "description",
            "epochs",
            "fileColumn",
            "foldColumn",
            "folds",
            "frames",
            "from",
            "frontEnd",
            "groupColumn",
            "groupPattern",
            "inexact",
            "keep",
            "labelColumn",
            "labelPattern",
            "labelPosition",
            "labelTable",
            "layout",
            "learningRate",
            "license",
            "memoryLimit",
            "overwrite",
            "patience",
            "pictureFile",
            "recipe",
            "recordings",
            "restart",
            "resume",
            "runFolder",
            "size",
            "splitColumn",
            "splitRecordings",
            "strict",
            "testFolder",
            "testLabelTable",
            "testList",
            "testPattern",
            "testShare",
            "validationList",
            "validationShare",
            "verify",
            "wholeRecordings",
            "width");

    private static final Pattern NAME = Pattern.compile("\\{(" + String.join("|", NAMES) + ")\\}");

    private SettingNames() {}

    /** Returns the text with the names of settings in backticks. */
    static String plain(String text) {
        return replace(text, name -> "`" + name + "`");
    }

    /** Returns the text with every marked setting, braces included, replaced by the result of {@code naming}. */
    public static String replace(String text, UnaryOperator<String> naming) {
        return NAME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(naming.apply(found.group(1))));
    }
}
