package dev.zankyo.cli.help;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A titled group of options in the help, in the order in which help lists them. */
public enum OptionGroup {
    DATA(
            "Data",
            "--sounds",
            "--train",
            "--test",
            "--test-sounds",
            "--background",
            "--balance",
            "--preset",
            "--window",
            "--hop",
            "--follow",
            "--strict",
            "--layout",
            "--label-position",
            "--cache-dir",
            "--no-cache"),
    LABELS(
            "Labels",
            "--label-pattern",
            "--labels",
            "--test-labels",
            "--file-column",
            "--label-column",
            "--whole-recordings"),
    SPLIT(
            "Split",
            "--test-share",
            "--test-pattern",
            "--test-list",
            "--validation-list",
            "--split-column",
            "--fold-column",
            "--group-column",
            "--group-pattern",
            "--split-recordings"),
    MODEL(
            "Model",
            "--model",
            "--to",
            "--from",
            "--width",
            "--widths",
            "--bands",
            "--frames",
            "--classes",
            "--class-names",
            "--mean",
            "--deviation",
            "--stem-filters",
            "--stage-filters",
            "--blocks"),
    TRAINING(
            "Training",
            "--folds",
            "--recipe",
            "--epochs",
            "--first-epochs",
            "--eta",
            "--batch-size",
            "--learning-rate",
            "--learning-rates",
            "--augmentation",
            "--augmentations",
            "--views",
            "--patience",
            "--keep",
            "--validation-share",
            "--seed"),
    HARDWARE("Hardware", "--backend", "--threads", "--precision", "--memory", "--verify"),
    OUTPUT(
            "Output",
            "--out",
            "--resume",
            "--restart",
            "--overwrite",
            "--inexact",
            "--checkpoint-every",
            "--report",
            "--top",
            "--threshold",
            "--format",
            "--names",
            "--json",
            "--license",
            "--description",
            "--log-dir",
            "--size",
            "--dark",
            "--wav",
            "--seconds",
            "--profile"),
    GENERAL("General", "--color", "--verbose", "--help", "--version");

    private final String title;
    private final List<String> names;

    OptionGroup(String title, String... names) {
        this.title = title;
        this.names = List.of(names);
    }

    /** Returns the heading of the group, one word. */
    public String title() {
        return title;
    }

    /**
     * Returns the options of a command by group, without empty groups. An option that belongs to no group is missing; a
     * test keeps the groups complete.
     */
    public static Map<OptionGroup, List<OptionSpec>> of(CommandSpec command) {
        Map<OptionGroup, List<OptionSpec>> groups = new LinkedHashMap<>();
        for (OptionGroup group : values()) {
            List<OptionSpec> options = group.names.stream()
                    .map(command::findOption)
                    .filter(Objects::nonNull)
                    .toList();
            if (!options.isEmpty()) {
                groups.put(group, options);
            }
        }
        return groups;
    }

    /** Returns an option as a user types it, such as {@code --epochs=N|auto} or {@code -h, --help}. */
    public static String syntax(OptionSpec option) {
        String names = String.join(", ", option.names());
        if (option.arity().max() == 0) {
            return names;
        }
        return names + "=" + option.paramLabel() + (option.splitRegex().isEmpty() ? "" : ",...");
    }

    /** Returns the one-line or longer description of an option, with its default. */
    public static String text(OptionSpec option) {
        return String.join(" ", Arrays.asList(option.description()));
    }
}
