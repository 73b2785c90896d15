package dev.zankyo.train;

/**
 * A learning rate as a pure function of the step, so that a run can be resumed anywhere. It is computed in double
 * precision and rounded once. Steps and epochs count from 0.
 */
public sealed interface LearningRateSchedule {

    /** Returns the learning rate of a step. The first step is step 0. */
    float at(long step);

    /**
     * The schedule of the original Keras program: {@code rate / 3^floor(epoch * 4 / 10)}, changed at the start of an
     * epoch.
     */
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

    /** A constant learning rate. */
    record Constant(double rate) implements LearningRateSchedule {
        public Constant {
            requireRate(rate);
        }

        @Override
        public float at(long step) {
            return (float) rate;
        }
    }

    /** A schedule that multiplies the rate by {@code factor} after every {@code steps} steps. */
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
     * A linear warm-up followed by half a cosine. The first step has {@code peak / warmUpSteps}; the last warm-up step
     * and the first step after it have {@code peak}. The last step of the run is slightly above 0; later steps would
     * have 0.
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

        /**
         * Returns the schedule for a run of {@code epochs} epochs. In short runs the warm-up takes at most the first
         * half.
         */
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

    /**
     * A schedule with a linear warm-up that begins at step {@code firstStep}. It is for a run that is continued there
     * with a new optimizer. The last warm-up step has the full rate of {@code schedule}.
     */
    record WarmedUp(LearningRateSchedule schedule, long firstStep, long warmUpSteps) implements LearningRateSchedule {
        public WarmedUp {
            requirePositive("warm-up steps", warmUpSteps);
        }

        @Override
        public float at(long step) {
            double share = Math.min(1, (double) (step - firstStep + 1) / warmUpSteps);
            return (float) (schedule.at(step) * share);
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
