package dev.zankyo.train;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.backend.Weights;
import java.util.Locale;
import java.util.Optional;

/**
 * The rule for ending a run early and for choosing the epoch whose weights become the model's, both by validation loss.
 * The validation rows are held-out training rows or, if there are none, the test set. A choice by the test set makes
 * its results slightly optimistic.
 *
 * @param patience the run ends after this many epochs without a new lowest validation loss; 0 for never
 * @param keep the epoch whose weights the model gets
 * @param validationShare fraction of each class's training rows held out for validation, in [0, 1); 0 for none
 */
public record EarlyStopping(int patience, Keep keep, double validationShare) {

    /** The epoch whose weights the model gets. */
    public enum Keep {
        /** The epoch with the lowest validation loss; of several such epochs, the first. */
        BEST,
        /** The last epoch that was trained. */
        LAST;

        /** Returns the name that users write. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The rule that trains all epochs on all training rows and keeps the last weights. */
    public static final EarlyStopping NONE = new EarlyStopping(0, Keep.LAST, 0);

    /**
     * The epoch with the lowest validation loss so far.
     *
     * @param epoch the epoch, from 1
     * @param loss its validation loss
     * @param weights the weights after its last step, if they are to be kept
     */
    public record Best(int epoch, double loss, Optional<Weights> weights) {}

    public EarlyStopping {
        if (patience < 0) {
            throw InputException.of(Subject.setting("patience"), "must be a number of epochs")
                    .expected("at least 1")
                    .got(patience);
        }
        if (!(validationShare >= 0 && validationShare < 1)) {
            throw InputException.of(Subject.setting("validationShare"), "must be a share of the training rows")
                    .expected("one in [0, 1)")
                    .got(validationShare);
        }
        if (validationShare > 0 && patience == 0 && keep == Keep.LAST) {
            throw InputException.of(
                            Subject.setting("validationShare"),
                            "is of use only where an epoch is chosen by held-out rows")
                    .expected("{patience} or {keep} best")
                    .got("neither");
        }
    }

    /** Returns whether the test set is used to choose anything. */
    public boolean choosesByTestRows() {
        return validationShare == 0 && (patience > 0 || keep == Keep.BEST);
    }

    /** Returns the best epoch after one more epoch with this loss. */
    Best after(Optional<Best> before, int epoch, double loss, Weights weights) {
        // a NaN loss is higher than any other
        return before.filter(best -> Double.compare(best.loss(), loss) <= 0)
                .orElseGet(() -> new Best(epoch, loss, keep == Keep.BEST ? Optional.of(weights) : Optional.empty()));
    }

    /** Returns whether {@code epoch} is the last, given the best epoch so far. */
    boolean endsAfter(int epoch, Best best) {
        return patience > 0 && epoch - best.epoch() >= patience;
    }

    /** Returns a description for messages and records. */
    @Override
    public String toString() {
        return (patience > 0 ? "patience of " + patience + " epochs" : "all epochs") + ", "
                + keep + " weights kept, validated on "
                + (validationShare > 0 ? validationShare + " of the training rows" : "the test rows");
    }
}
