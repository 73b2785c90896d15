package dev.zankyo;

import dev.zankyo.data.RowCache;
import dev.zankyo.sounds.FeatureCache;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The circumstances under which data are read.
 *
 * @param validationShare the share of the training rows to hold out; 0 for none
 * @param seed draws what is held out
 * @param threads the most recordings that are decoded at once
 * @param cacheFolder keeps what has been read; empty to keep nothing
 * @param listener watches
 */
record Reading(double validationShare, long seed, int threads, Optional<Path> cacheFolder, ProgressListener listener) {

    static Reading of(TrainingOptions options, ProgressListener listener) {
        return new Reading(
                options.validationShare(), options.seed(), options.threads(), options.cacheFolder(), listener);
    }

    FeatureCache features() {
        return cacheFolder.map(FeatureCache::in).orElse(FeatureCache.NONE);
    }

    RowCache rows() {
        return cacheFolder.map(folder -> RowCache.in(folder, listener)).orElse(RowCache.NONE);
    }
}
