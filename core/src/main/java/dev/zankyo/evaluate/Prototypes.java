package dev.zankyo.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;

/**
 * The few directions that stand for all rows of a class: the centres of clusters of their features, each row and each centre
 * scaled to length 1. Eight a class tell the unfamiliar as well as all rows together do.
 */
final class Prototypes {
    private static final int PER_CLASS = 8;
    private static final int MOST_ROUNDS = 30;
    private static final int SEED = 1;

    private Prototypes() {}

    /**
     * At most {@link #PER_CLASS} prototypes of each class that occurs.
     *
     * @param outputs a row after another: logits, one a class, then features
     * @param stride values of a row
     */
    static float[] of(float[] outputs, int stride, int classes, int[] labels) {
        int features = stride - classes;
        List<List<DoublePoint>> rows = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            rows.add(new ArrayList<>());
        }
        for (int row = 0; row < labels.length; row++) {
            double[] point = new double[features];
            for (int i = 0; i < features; i++) {
                point[i] = outputs[row * stride + classes + i];
            }
            rows.get(labels[row]).add(new DoublePoint(unit(point)));
        }
        List<double[]> centres = new ArrayList<>();
        rows.stream().filter(points -> !points.isEmpty()).forEach(points -> centres.addAll(centres(points)));
        float[] prototypes = new float[centres.size() * features];
        for (int i = 0; i < prototypes.length; i++) {
            prototypes[i] = (float) centres.get(i / features)[i % features];
        }
        return prototypes;
    }

    private static List<double[]> centres(List<DoublePoint> points) {
        var clusterer = new KMeansPlusPlusClusterer<DoublePoint>(
                Math.min(PER_CLASS, points.size()), MOST_ROUNDS, new EuclideanDistance(), new Well19937c(SEED));
        return clusterer.cluster(points).stream()
                .map(CentroidCluster::getCenter)
                .map(centre -> unit(centre.getPoint()))
                .toList();
    }

    /** Scaled to length 1; what has none stays 0. */
    private static double[] unit(double[] point) {
        double squares = 0;
        for (double value : point) {
            squares += value * value;
        }
        double[] unit = point.clone();
        for (int i = 0; i < unit.length && squares > 0; i++) {
            unit[i] /= Math.sqrt(squares);
        }
        return unit;
    }
}
