package dev.zankyo.train;

import dev.zankyo.augment.Augmentation;
import dev.zankyo.random.CounterRandom;

/**
 * Which rows of an epoch are mixed, with what and how much: {@code x = w x1 + (1 - w) x2}, and the targets likewise (Zhang et
 * al. 2018, "mixup"; Tokozume et al. 2018, "Learning from between-class examples", for sounds). The weight w of the row
 * itself is uniform in [1/2, 1), so that its class stays the one to be found; the partner is any row, drawn afresh.
 *
 * <p>A row's last three draws are its own for this; {@link Augmentation} has those before.
 */
final class Mixup {
    private static final int FIRST_DRAW = Augmentation.DRAWS_PER_ROW - 3;

    private final float share;
    private final int rows;
    private final float[] partnerValues;

    Mixup(float share, int rows, int rowSize) {
        this.share = share;
        this.rows = rows;
        this.partnerValues = new float[rowSize];
    }

    /** Whether a row is mixed. */
    boolean isDrawn(int row, CounterRandom random) {
        return share > 0 && random.uniform(Augmentation.firstDraw(row) + FIRST_DRAW) < share;
    }

    /** What it is mixed with. */
    int partner(int row, CounterRandom random) {
        return random.below(Augmentation.firstDraw(row) + FIRST_DRAW + 1, rows);
    }

    /** How much of the row itself remains. */
    float weight(int row, CounterRandom random) {
        return (float) random.uniform(Augmentation.firstDraw(row) + FIRST_DRAW + 2, 0.5, 1);
    }

    /** Room for a partner, used again and again. */
    float[] partnerValues() {
        return partnerValues;
    }
}
