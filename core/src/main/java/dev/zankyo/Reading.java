package dev.zankyo;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.data.RowCache;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.sounds.FeatureCache;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings for reading data.
 *
 * @param validationShare fraction of the training rows to hold out; 0 for none
 * @param seed seed that selects the held-out rows
 * @param threads maximum number of recordings decoded at once
 * @param cacheFolder folder that stores what has been read; empty to store nothing
 * @param frontEnd the front end to use; empty to use the one set for the recordings, or else to choose one
 * @param listener receives the progress
 */
record Reading(
        double validationShare,
        long seed,
        int threads,
        Optional<Path> cacheFolder,
        Optional<LogMelSpec> frontEnd,
        ProgressListener listener) {

    static Reading of(TrainingOptions options, ProgressListener listener) {
        return new Reading(
                options.validationShare(),
                options.seed(),
                options.threads(),
                options.cacheFolder(),
                options.from().flatMap(TrainedModel::frontEnd),
                listener);
    }

    FeatureCache features() {
        return cacheFolder.map(FeatureCache::in).orElse(FeatureCache.NONE);
    }

    RowCache rows() {
        return cacheFolder.map(folder -> RowCache.in(folder, listener)).orElse(RowCache.NONE);
    }
}
