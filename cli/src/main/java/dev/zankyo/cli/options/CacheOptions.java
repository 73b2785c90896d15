package dev.zankyo.cli.options;

import dev.zankyo.TrainingOptions;
import dev.zankyo.cli.terminal.ReadingView;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.data.RowCache;
import dev.zankyo.sounds.FeatureCache;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of the cache for spectrograms and large CSV files. */
public final class CacheOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--cache-dir",
            paramLabel = "DIR",
            description = "Cache folder (default: zankyo/rows in the user's cache).")
    private Path folder;

    @Option(names = "--no-cache", description = "Do not cache; keep all rows in memory.")
    private boolean none;

    /** Returns the settings with the values of these options. */
    public TrainingOptions applied(TrainingOptions options) {
        return folder().map(options::cacheFolder).orElseGet(options::withoutCache);
    }

    /** Returns the row cache that the options name. */
    RowCache cache() {
        return folder().map(where -> RowCache.in(where, view())).orElse(RowCache.NONE);
    }

    /** Returns the cache of spectrograms that the options name. */
    public FeatureCache features() {
        return folder().map(FeatureCache::in).orElse(FeatureCache.NONE);
    }

    /** Returns a listener that shows the progress of reading files. */
    public ReadingListener view() {
        return new ReadingView(spec.commandLine().getErr(), folder().orElse(null));
    }

    private Optional<Path> folder() {
        if (none) {
            return Optional.empty();
        }
        return folder == null ? RowCache.userFolder() : Optional.of(folder);
    }
}
