package dev.zankyo.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/** The round values at which an axis is labeled. */
public final class Ticks {
    /** Factors of a power of ten, the roundest first: ones, then twos and fives, then the rest. */
    private static final double[][] ROUNDEST_FIRST = {{1}, {2, 5}, {3}, {1.5, 4, 7}};

    /** The length in seconds from which times are written as on a clock. */
    private static final double CLOCK = 120;

    private static final int HOUR = 3600;

    /** Seconds between two times on a clock. */
    private static final int[] STEPS = {10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600};

    private static final double LOWEST_DECADE = 10;
    private static final double HIGHEST_DECADE = 100_000;

    private Ticks() {}

    /**
     * A labeled place of an axis.
     *
     * @param value the place, in the units of the axis
     * @param label its text, with the unit
     */
    public record Tick(double value, String label) {}

    /**
     * Returns multiples of 1, 2 or 5 times a power of ten from {@code low} to {@code high}, at most {@code most} of
     * them.
     */
    public static List<Tick> linear(double low, double high, int most, String unit) {
        double step = Math.pow(10, Math.floor(Math.log10((high - low) / most)));
        for (double factor : new double[] {2, 2.5, 2}) {
            step *= (high - low) / step > most ? factor : 1;
        }
        List<Tick> ticks = new ArrayList<>();
        // Multiples, not sums of steps, which would drift and lose the last tick.
        for (long n = (long) Math.ceil(low / step - 1e-6); n * step <= high * (1 + 1e-9); n++) {
            ticks.add(new Tick(n * step, text(n * step) + unit));
        }
        return ticks;
    }

    /**
     * Returns times from 0 to {@code seconds}, at most {@code most} of them. From two minutes on, they are whole
     * seconds, minutes or hours, such as {@code 1:30} or {@code 2:00:00}.
     */
    public static List<Tick> time(double seconds, int most) {
        if (seconds < CLOCK) {
            return linear(0, seconds, most, " s");
        }
        // Steps grow by doubling beyond the last.
        long step = STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0 && seconds / STEPS[i] <= most - 1; i--) {
            step = STEPS[i];
        }
        while (seconds / step > most - 1) {
            step *= 2;
        }
        List<Tick> ticks = new ArrayList<>();
        for (long time = 0; time <= seconds; time += step) {
            ticks.add(new Tick(time, clock(time, seconds)));
        }
        return ticks;
    }

    private static String clock(long time, double longest) {
        return longest < HOUR
                ? String.format(Locale.ROOT, "%d:%02d", time / 60, time % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", time / HOUR, time / 60 % 60, time % 60);
    }

    /**
     * Returns frequencies from 0 to {@code top}. Round ones are preferred; two of them are at least {@code distance}
     * apart.
     *
     * @param place the position of a frequency on the axis
     * @param distance the minimum distance of two positions
     */
    public static List<Tick> hertz(double top, DoubleUnaryOperator place, double distance) {
        List<Double> taken = new ArrayList<>(List.of(0.0));
        for (double[] factors : ROUNDEST_FIRST) {
            for (double decade = LOWEST_DECADE; decade <= HIGHEST_DECADE; decade *= 10) {
                for (double factor : factors) {
                    double hertz = factor * decade;
                    boolean free = taken.stream()
                            .allMatch(other ->
                                    Math.abs(place.applyAsDouble(hertz) - place.applyAsDouble(other)) >= distance);
                    if (hertz <= top && free) {
                        taken.add(hertz);
                    }
                }
            }
        }
        return taken.stream()
                .sorted()
                .map(hertz -> new Tick(hertz, hertz < 1000 ? text(hertz) + " Hz" : text(hertz / 1000) + " kHz"))
                .toList();
    }

    private static String text(double value) {
        return new BigDecimal(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
