package dev.zankyo.cli.terminal;

import dev.zankyo.train.EpochResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The line of a finished epoch.
 *
 * @param epoch the results
 * @param epochs the number of epochs; 0 if it is not known
 * @param rate training rows per second; empty if it is not known
 */
record EpochLine(EpochResult epoch, int epochs, OptionalDouble rate) {

    /**
     * Returns the line with every figure. On a terminal that is too narrow, the rate is left out first, then the
     * accuracy and the loss on the training set.
     */
    String in(int columns) {
        List<String> figures = new ArrayList<>();
        int width = Math.max(1, Integer.toString(epochs).length());
        figures.add(format("epoch %" + width + "d%s", epoch.epoch(), epochs == 0 ? "" : "/" + epochs));
        figures.add(format("loss %.4f", epoch.trainLoss()));
        figures.add(format("accuracy %6.2f %%", 100 * epoch.trainAccuracy()));
        figures.add(format("test loss %.4f", epoch.testLoss()));
        figures.add(format("test accuracy %6.2f %%", 100 * epoch.testAccuracy()));
        rate.ifPresent(value -> figures.add(format("%.0f samples/s", value)));
        String line = String.join("  ", figures);
        for (String least : leastImportantFirst(figures)) {
            if (line.length() <= columns) {
                break;
            }
            figures.remove(least);
            line = String.join("  ", figures);
        }
        return line;
    }

    private static List<String> leastImportantFirst(List<String> figures) {
        List<String> order = new ArrayList<>();
        order.addAll(figures.subList(5, figures.size()));
        order.add(figures.get(2));
        order.add(figures.get(1));
        return order;
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
