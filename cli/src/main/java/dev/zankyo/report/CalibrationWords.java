package dev.zankyo.report;

import dev.zankyo.evaluate.Calibrator;
import dev.zankyo.evaluate.Reliability;
import dev.zankyo.model.Calibration;
import java.util.Optional;

/** Sentences about a calibration, for the page and for the terminal. */
public final class CalibrationWords {
    /** If the error by chance is larger, there are too few rows to tell whether probabilities are calibrated. */
    private static final double MOST_CHANCE = 0.1;

    private CalibrationWords() {}

    /** Returns whether the probabilities of a model are rescaled, and why. */
    public static String temperature(Optional<Calibration> calibration) {
        return calibration.map(CalibrationWords::temperature).orElse("not calibrated: " + tooFewRows());
    }

    private static String temperature(Calibration calibration) {
        String errors = "cross-fitted calibration error on " + Words.count(calibration.rows()) + " "
                + calibration.source() + " rows: " + Words.percent(calibration.errorBefore()) + "; with it "
                + Words.percent(calibration.errorAfter());
        if (calibration.rescales()) {
            return "temperature " + Words.decimals(calibration.temperature()) + " is used (" + errors + ")";
        }
        boolean errorFalls = calibration.errorAfter() < calibration.errorBefore();
        return "no temperature is used, as it would not lower the "
                + (errorFalls ? "loss by its standard error" : "error") + " (" + errors + ")";
    }

    /** Returns whether a model detects unknown sounds, and what its threshold was set on. */
    public static String unknownSounds(Optional<Calibration> calibration) {
        return calibration
                .map(found -> "detected if less similar to the training set than "
                        + (found.rows() < 100 ? "all " : "99 % of ") + Words.count(found.rows()) + " " + found.source()
                        + " rows")
                .orElse("not detected: " + tooFewRows());
    }

    private static String tooFewRows() {
        return "this takes at least " + Calibrator.FEWEST_ROWS + " validation or test rows";
    }

    /**
     * Returns the answer to the question whether the probabilities can be taken at their word. It is yes if a perfectly
     * calibrated network might have the same calibration error by chance, unless there are so few rows that chance
     * explains almost any error.
     *
     * @param reliability the reliability of the probabilities as they are used
     * @param error their calibration error on rows that no temperature was fitted on
     */
    static String answer(Reliability reliability, double error) {
        double chance = reliability.errorByChance();
        String measured = "the expected calibration error is " + Words.percent(error);
        String limit = Words.percent(chance) + " that chance alone explains for "
                + Words.count(reliability.rows(), "row", "rows");
        if (error <= chance && chance > MOST_CHANCE) {
            return "Not known: there are too few rows. " + Words.sentence(measured)
                    + ", but chance alone explains up to " + Words.percent(chance) + " for "
                    + Words.count(reliability.rows(), "row", "rows") + ".";
        }
        if (error <= chance) {
            return "Yes: " + measured + ", within the " + limit + ".";
        }
        double over = reliability.confidence() - reliability.accuracy();
        return "No: " + measured + ", more than the " + limit + ". The mean confidence is "
                + Words.percent(reliability.confidence()) + ", the accuracy " + Words.percent(reliability.accuracy())
                + ": the network is " + (over > 0 ? "overconfident." : "underconfident.");
    }
}
