package dev.zankyo.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.DoublePoint;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;

/**
 * The cluster centers that stand for the training rows of each class. Rows are clustered by their features; every row
 * and every center is scaled to length 1. Eight centers per class detect unknown sounds as well as all rows do.
 */
final class Prototypes {
    private static final int PER_CLASS = 8;
    private static final int MOST_ROUNDS = 30;
    private static final int SEED = 1;

    private Prototypes() {}

    /**
     * Returns at most {@link #PER_CLASS} prototypes for each class that occurs: (prototypes, features).
     *
     * @param outputs (N, stride): the logits, one per class, then the features
     * @param stride values per output row
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

    /** Returns the point scaled to length 1; a zero point stays zero. */
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
