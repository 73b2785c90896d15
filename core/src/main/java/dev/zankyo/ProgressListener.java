package dev.zankyo;

import dev.zankyo.backend.Backends.Selection;
import dev.zankyo.data.ReadingListener;
import dev.zankyo.search.Score;
import dev.zankyo.search.Setting;
import dev.zankyo.sounds.FrontEndChoice;
import dev.zankyo.sounds.SoundSet;
import dev.zankyo.train.CrossValidation.Fold;
import dev.zankyo.train.TrainingListener;

/**
 * A listener to a training run, from the first file to the last epoch. All methods do nothing by default. The training
 * thread calls them. Any thread may call the methods of {@link ReadingListener}, but only one thread at a time.
 * Training waits until a method returns.
 */
public interface ProgressListener extends TrainingListener, ReadingListener {
    /** A listener that does nothing. */
    ProgressListener NONE = new ProgressListener() {};

    /** Receives the front end, before recordings are read. */
    default void onFrontEnd(FrontEndChoice choice) {}

    /**
     * Receives the data once they have been read and examined. A strict setting ({@link Recordings#strict}) refuses
     * data with problems only after this call.
     */
    default void onData(PreparedData data) {}

    /** Receives the recordings that are read as one set, in the order of their rows, as for a cross-validation. */
    default void onRecordings(SoundSet recordings) {}

    /** Receives the backend, once the first plans have been compiled. */
    default void onBackend(Selection selection) {}

    /** Receives each fold of a cross-validation after its evaluation. */
    default void onFold(Fold fold) {}

    /** Receives each trial of a sweep after its scoring. */
    default void onTrial(Setting setting, int epochs, Score score) {}
}
