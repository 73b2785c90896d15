package dev.zankyo.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a network says of one row.
 *
 * @param probabilities one a class, in double, summing to 1; not copied
 * @param familiar false if the row is unlike anything learnt, so that the probabilities mean little; true also of a model
 *     that cannot tell, as it has no calibration
 */
public record Answer(double[] probabilities, boolean familiar) {

    /** The most probable class, the first of equals. */
    public int best() {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return best;
    }

    /** The {@code k} most probable classes, or all if there are fewer, best first; equals in the order of classes. */
    public List<Prediction> top(List<String> classes, int k) {
        List<Prediction> all = new ArrayList<>();
        for (int c = 0; c < probabilities.length; c++) {
            all.add(new Prediction(classes.get(c), probabilities[c]));
        }
        all.sort(Comparator.comparingDouble(Prediction::probability).reversed());
        return List.copyOf(all.subList(0, Math.min(k, all.size())));
    }
}
