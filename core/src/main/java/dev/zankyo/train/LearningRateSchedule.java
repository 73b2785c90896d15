package dev.zankyo.train;

/**
 * The learning rate as a pure function of the step, so that a run may be resumed anywhere. Computed in double and rounded
 * once. Steps and epochs count from 0.
 */
public sealed interface LearningRateSchedule {

    /** The learning rate of a step: of the update made after {@code step} others. */
    float at(long step);

    /** The Keras original's: {@code rate / 3^floor(epoch * 4 / 10)}, set at the start of every epoch. */
    record Original(double rate, int stepsPerEpoch) implements LearningRateSchedule {
        public Original {
            requireRate(rate);
            requirePositive("steps per epoch", stepsPerEpoch);
        }

        @Override
        public float at(long step) {
            long epoch = step / stepsPerEpoch;
            return (float) (rate / Math.pow(3, epoch * 4 / 10));
        }
    }

    /** One rate throughout. */
    record Constant(double rate) implements LearningRateSchedule {
        public Constant {
            requireRate(rate);
        }

        @Override
        public float at(long step) {
            return (float) rate;
        }
    }

    /** Multiplied by the factor after every so many steps. */
    record StepDecay(double rate, double factor, long steps) implements LearningRateSchedule {
        public StepDecay {
            requireRate(rate);
            requirePositive("steps", steps);
            if (!(factor > 0 && factor <= 1)) {
                throw new IllegalArgumentException("learning rate: the factor must be in (0, 1]; got " + factor);
            }
        }

        @Override
        public float at(long step) {
            return (float) (rate * Math.pow(factor, step / steps));
        }
    }

    /**
     * Linear warm-up, then half a cosine: the first step has {@code peak / warmUpSteps}, the last of the warm-up and the
     * first after it the peak; the last step of all is just above 0, and what would follow it has 0.
     */
    record Cosine(double peak, long warmUpSteps, long totalSteps) implements LearningRateSchedule {
        public Cosine {
            requireRate(peak);
            requirePositive("steps", totalSteps);
            if (warmUpSteps < 0 || warmUpSteps >= totalSteps) {
                throw new IllegalArgumentException("learning rate: warm-up must end before the run does; expected 0.."
                        + (totalSteps - 1) + " steps, got " + warmUpSteps);
            }
        }

        /** By epochs. In runs too short for it the warm-up takes the first half. */
        static Cosine ofEpochs(double peak, int warmUpEpochs, int epochs, int stepsPerEpoch) {
            long total = (long) epochs * stepsPerEpoch;
            return new Cosine(peak, Math.min((long) warmUpEpochs * stepsPerEpoch, total / 2), total);
        }

        @Override
        public float at(long step) {
            if (step < warmUpSteps) {
                return (float) (peak * (step + 1) / warmUpSteps);
            }
            double progress = Math.min(1, (double) (step - warmUpSteps) / (totalSteps - warmUpSteps));
            return (float) (peak * (1 + Math.cos(Math.PI * progress)) / 2);
        }
    }

    private static void requireRate(double rate) {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learning rate: must be positive and finite; got " + rate);
        }
    }

    private static void requirePositive(String what, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("learning rate: " + what + " must be positive; got " + value);
        }
    }
}
