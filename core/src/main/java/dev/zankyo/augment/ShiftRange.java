package dev.zankyo.augment;

import dev.zankyo.random.CounterRandom;

/**
 * The range of a shift along one axis, as Keras interprets {@code height_shift_range} and {@code width_shift_range}.
 */
public sealed interface ShiftRange {

    /**
     * Draws a shift in pixels, using draws {@code n} and {@code n + 1}.
     *
     * @param length length of the axis in pixels
     */
    double draw(CounterRandom random, long n, int length);

    /**
     * An integer range r: {@code choice(r) * choice(-1, +1)}. Shift 0 has probability 1 / r, every other shift below r
     * has half of that in each direction, and r itself never occurs. A range of 0 does not shift.
     */
    record Whole(int range) implements ShiftRange {
        public Whole {
            if (range < 0) {
                throw new IllegalArgumentException("shift range: must not be negative; got " + range);
            }
        }

        @Override
        public double draw(CounterRandom random, long n, int length) {
            int distance = range == 0 ? 0 : random.below(n, range);
            return random.below(n + 1, 2) == 0 ? -distance : distance;
        }
    }

    /** A float range r: uniform in [-r, r). For r below 1 the unit is the length of the axis, otherwise a pixel. */
    record Continuous(double range) implements ShiftRange {
        public Continuous {
            if (!(range >= 0 && range < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("shift range: must be finite and not negative; got " + range);
            }
        }

        @Override
        public double draw(CounterRandom random, long n, int length) {
            return random.uniform(n, -range, range) * (range < 1 ? length : 1);
        }
    }
}
