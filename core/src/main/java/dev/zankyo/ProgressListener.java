package dev.zankyo;

import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.search.Score;
import dev.zankyo.search.Setting;
import dev.zankyo.sounds.FrontEndChoice;
import dev.zankyo.train.CrossValidation.Fold;
import dev.zankyo.train.TrainingListener;

/**
 * Watches a training run from the first file to the last epoch. All methods do nothing by default. They are called on the
 * thread that trains, except those of {@link ReadingListener}, which are called on any thread, one at a time; training
 * waits for them.
 */
public interface ProgressListener extends TrainingListener, ReadingListener {
    /** A listener that ignores everything. */
    ProgressListener NONE = new ProgressListener() {};

    /** Is told the front end, before recordings are read. */
    default void onFrontEnd(FrontEndChoice choice) {}

    /** Is told the data when they have been read and examined, before findings are refused ({@link Recordings#strict}). */
    default void onData(PreparedData data) {}

    /** Is told the backend, before the first plan is compiled. */
    default void onBackend(Selection selection) {}

    /** Is told each fold of a cross-validation when it has been evaluated. */
    default void onFold(Fold fold) {}

    /** Is told each trial of a sweep when it has been scored. */
    default void onTrial(Setting setting, int epochs, Score score) {}
}
