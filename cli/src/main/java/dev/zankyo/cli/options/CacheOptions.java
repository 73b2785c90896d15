package dev.zankyo.cli.options;

import dev.zankyo.cli.terminal.ReadingView;
import dev.zankyo.cli.terminal.Terminal;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.data.RowCache;
import dev.zankyo.sounds.FeatureCache;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Where the rows of large files are kept parsed, for the commands that read some. */
public final class CacheOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--cache-dir",
            paramLabel = "DIR",
            description =
                    "Where the rows of CSV files from 64 MiB on and the spectrograms of recordings are kept, so that they"
                            + " are made once and need no memory. Default: zankyo/rows in the user's cache folder.")
    private Path folder;

    @Option(names = "--no-cache", description = "Read all rows into memory, every time.")
    private boolean none;

    /** The cache asked for. */
    RowCache cache() {
        return folder().map(where -> RowCache.in(where, view())).orElse(RowCache.NONE);
    }

    /** The same for the spectrograms of recordings. */
    public FeatureCache features() {
        return folder().map(FeatureCache::in).orElse(FeatureCache.NONE);
    }

    /** Shows files being read. */
    public ReadingListener view() {
        return new ReadingView(spec.commandLine().getErr(), folder().orElse(null), Terminal.attached());
    }

    private Optional<Path> folder() {
        Path home = Path.of(System.getProperty("user.home"));
        // A process without a home has "?" for one; a folder that all may write to is no place for what is trusted.
        if (none || folder == null && !home.isAbsolute()) {
            return Optional.empty();
        }
        return Optional.of(folder == null ? RowCache.userFolder(System.getenv(), home) : folder);
    }
}
