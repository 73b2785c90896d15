package dev.zankyo.report;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.run.RunDirectory;
import dev.zankyo.run.RunFigures;
import dev.zankyo.run.RunRecord;
import dev.zankyo.train.EpochResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finished training run that is compared with others.
 *
 * @param name the name of the run on the page
 * @param settings the facts that determine what the run computes, then its other options, as text by name
 * @param history the epochs, at least one
 * @param figures the final figures on the run's test set
 * @param predictions the predictions for the test set; empty for a run of an earlier version
 */
public record ComparedRun(
        String name,
        Map<String, String> settings,
        List<EpochResult> history,
        RunFigures figures,
        Optional<PredictionFile> predictions) {

    /**
     * Reads the folder of a finished run.
     *
     * @param name the name of the run on the page
     * @throws InputException if it holds no finished run, or a file cannot be read
     */
    public static ComparedRun read(Path folder, String name) {
        RunDirectory run = RunDirectory.finished(folder);
        List<EpochResult> history = run.readHistory();
        if (history.isEmpty()) {
            throw InputException.of(Subject.file(folder), "must have at least one epoch in history.csv")
                    .got("none");
        }
        return new ComparedRun(
                name,
                settings(run.readRecord()),
                history,
                run.readFigures(),
                Files.exists(run.predictions())
                        ? Optional.of(PredictionFile.read(run.predictions()))
                        : Optional.empty());
    }

    /** Returns the facts, and the options that do not have the name of a fact. Every run has another output folder. */
    private static Map<String, String> settings(RunRecord record) {
        Map<String, String> settings = new LinkedHashMap<>(record.facts().values());
        for (String argument : record.arguments()) {
            String[] parts = argument.split("=", 2);
            boolean known = parts[0].equals("--out")
                    || settings.containsKey(parts[0].replaceFirst("^--", "").replace('-', ' '));
            if (!known) {
                settings.merge(parts[0], parts.length == 1 ? "yes" : parts[1], (one, more) -> one + ", " + more);
            }
        }
        return settings;
    }
}
