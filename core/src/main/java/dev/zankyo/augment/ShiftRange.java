package dev.zankyo.augment;

import dev.zankyo.random.CounterRandom;

/** How far an image may be shifted along an axis, as Keras reads {@code height_shift_range} and {@code width_shift_range}. */
public sealed interface ShiftRange {

    /**
     * The shift in pixels, by draws {@code n} and {@code n + 1}.
     *
     * @param length of the axis
     */
    double draw(CounterRandom random, long n, int length);

    /**
     * An integer range r: {@code choice(r) * choice(-1, +1)}. So 0 has probability 1 / r, every other shift below r half of
     * that in each direction, and r itself never comes. A range of 0 does not shift.
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

    /** A float range r: uniform in [-r, r) pixels, or, for r below 1, in that share of the axis. */
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
