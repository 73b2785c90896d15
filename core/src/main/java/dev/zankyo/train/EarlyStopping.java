package dev.zankyo.train;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.backend.Weights;
import java.util.Locale;
import java.util.Optional;

/**
 * How many of a recipe's epochs are trained and which one the model is taken from, by the validation loss after each. The
 * validation rows are the test rows, unless some training rows are held out: what is chosen by the test rows looks a little
 * better on them than it is.
 *
 * @param patience the run ends after so many epochs in a row without a lower validation loss than all before; 0 for never
 * @param keep the epoch whose weights the model gets
 * @param validationShare the share of each class's training rows that is held out to validate on; 0 for none
 */
public record EarlyStopping(int patience, Keep keep, double validationShare) {

    /** Whose weights the model gets. */
    public enum Keep {
        /** Those of the epoch with the lowest validation loss, the first of equals. */
        BEST,
        /** Those of the last epoch that was trained. */
        LAST;

        /** As {@code --keep} takes it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All epochs, the last one's weights, and all rows to learn from. */
    public static final EarlyStopping NONE = new EarlyStopping(0, Keep.LAST, 0);

    /**
     * The epoch with the lowest validation loss so far.
     *
     * @param epoch from 1
     * @param loss its validation loss
     * @param weights those after its last step, if they are to be kept
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
            throw InputException.of(Subject.setting("validationShare"), "holds out rows to choose an epoch by")
                    .expected("{patience} or {keep} best beside it")
                    .got("neither");
        }
    }

    /** Whether anything is chosen by the test rows. */
    public boolean choosesByTestRows() {
        return validationShare == 0 && (patience > 0 || keep == Keep.BEST);
    }

    /** The best epoch, now that one more has come to this loss. */
    Best after(Optional<Best> before, int epoch, double loss, Weights weights) {
        // a loss that is not a number is higher than any
        return before.filter(best -> Double.compare(best.loss(), loss) <= 0)
                .orElseGet(() -> new Best(epoch, loss, keep == Keep.BEST ? Optional.of(weights) : Optional.empty()));
    }

    /** Whether an epoch is the last, the best being this. */
    boolean endsAfter(int epoch, Best best) {
        return patience > 0 && epoch - best.epoch() >= patience;
    }

    /** As it is told and recorded. */
    @Override
    public String toString() {
        return (patience > 0 ? "patience of " + patience + " epochs" : "all epochs") + ", "
                + keep + " weights kept, validated on "
                + (validationShare > 0 ? validationShare + " of the training rows" : "the test rows");
    }
}
