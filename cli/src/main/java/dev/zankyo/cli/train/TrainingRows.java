package dev.zankyo.cli.train;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.cli.evaluate.RunReport;
import dev.zankyo.cli.sounds.SoundOptions;
import dev.zankyo.data.Dataset;
import java.util.List;
import java.util.Optional;

/**
 * What a run learns from and is measured on.
 *
 * @param validation what an epoch is chosen by, if that is decided here
 * @param notes lines that say where it came from
 * @param frontEnd what made the rows, if they were recordings
 * @param report what the page about the run shows of them
 */
record TrainingRows(
        Dataset training,
        Optional<Dataset> validation,
        Dataset test,
        List<String> notes,
        Optional<LogMelSpec> frontEnd,
        RunReport report) {
    TrainingRows(Dataset training, Dataset test, List<String> notes, RunReport report) {
        this(training, Optional.empty(), test, notes, Optional.empty(), report);
    }

    /** Recordings, which have been told of while they were read. */
    static TrainingRows of(SoundOptions.Heard heard) {
        return new TrainingRows(
                heard.split().training().data(),
                heard.validation(),
                heard.split().test().data(),
                List.of(),
                Optional.of(heard.frontEnd()),
                RunReport.sounds(heard));
    }
}
