package dev.zankyo.keras;

import dev.zankyo.backend.Weights;
import dev.zankyo.data.Standardization;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.io.FileError;
import dev.zankyo.model.TrainedModel;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model as weights of Keras, with a Python program beside them that builds the network and loads them. The outputs
 * of the Keras network are the logits.
 *
 * @param model the model
 * @param format the layout of the weights
 */
public record KerasExport(TrainedModel model, KerasFormat format) {
    /**
     * Writes the weights and the program, replacing files of these names.
     *
     * @param weights the file of the weights, ending as the format says
     * @throws UncheckedIOException if a file cannot be written
     */
    public void write(Path weights) {
        writeThroughTemporary(weights);
        byte[] source = new KerasSource(model, format).text(weights).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(program(weights), out -> out.write(source));
    }

    /** Returns the file of the Python program that belongs to a file of weights. */
    public Path program(Path weights) {
        String name = weights.getFileName().toString();
        return weights.resolveSibling(
                name.substring(0, name.length() - format.ending().length()) + ".py");
    }

    private void writeThroughTemporary(Path weights) {
        try {
            Path temporary = Files.createTempFile("zankyo", ".h5");
            try {
                try (WritableHdfFile file = HdfFile.write(temporary)) {
                    switch (format) {
                        case KERAS_3 -> writeKeras3(file);
                        case TF_2 -> writeTensorFlow2(file);
                    }
                }
                AtomicFile.write(weights, out -> Files.copy(temporary, out));
            } finally {
                Files.delete(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(weights + ": could not be written; " + FileError.reason(e), e);
        }
    }

    private void writeKeras3(WritableHdfFile file) {
        Groups groups = new Groups(file);
        groups.of("vars"); // the variables of the model itself: none, but Keras opens it
        for (KerasTensor tensor : KerasTensor.of(model.graph())) {
            int slash = tensor.path().lastIndexOf('/');
            groups.of(tensor.path().substring(0, slash))
                    .putDataset(tensor.path().substring(slash + 1), values(tensor));
        }
        for (String layer : List.of("activation", "global_average_pooling2d")) {
            groups.of("layers/" + layer + "/vars");
        }
        // jHDF 0.13 writes its mark behind the last data set, and so over an empty group that is last. It writes the
        // members of a group by the hashes of their names; this one comes after "vars".
        Standardization standardization = model.standardization();
        file.putDataset("zankyo.standardization", new float[] {standardization.mean(), standardization.deviation()});
    }

    private void writeTensorFlow2(WritableHdfFile file) {
        Groups groups = new Groups(file);
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (KerasTensor tensor : KerasTensor.of(model.graph())) {
            names.computeIfAbsent(tensor.layer(), layer -> new ArrayList<>()).add(tensor.name());
            String path = tensor.layer() + "/" + tensor.name();
            int slash = path.lastIndexOf('/');
            groups.of(path.substring(0, slash)).putDataset(path.substring(slash + 1), values(tensor));
        }
        names.forEach(
                (layer, weights) -> groups.of(layer).putAttribute("weight_names", weights.toArray(new String[0])));
        file.putAttribute("layer_names", names.keySet().toArray(new String[0]));
        file.putAttribute("backend", "tensorflow");
        file.putAttribute("keras_version", "2.4.0"); // without it, Keras converts the weights from version 1
    }

    /** Groups by path, made when they are first needed. */
    private record Groups(WritableGroup root, Map<String, WritableGroup> byPath) {
        Groups(WritableGroup root) {
            this(root, new LinkedHashMap<>());
        }

        WritableGroup of(String path) {
            WritableGroup known = byPath.get(path);
            if (known == null) {
                int slash = path.lastIndexOf('/');
                WritableGroup parent = slash < 0 ? root : of(path.substring(0, slash));
                known = parent.putGroup(path.substring(slash + 1));
                byPath.put(path, known);
            }
            return known;
        }
    }

    /** Returns the values as nested arrays in the axes of Keras, as the library takes them. */
    private Object values(KerasTensor tensor) {
        Weights weights = model.weights();
        float[] vector = tensor.parameter().role().trainable() ? weights.parameters() : weights.movingStatistics();
        float[] values = new float[tensor.parameter().size()];
        int[] places = tensor.places();
        for (int i = 0; i < places.length; i++) {
            values[places[i]] = vector[tensor.parameter().offset() + i];
        }
        List<Integer> axes = tensor.shape();
        return switch (axes.size()) {
            case 1 -> values;
            case 2 -> matrix(values, 0, axes.get(0), axes.get(1));
            default -> kernel(values, axes);
        };
    }

    private static float[][] matrix(float[] values, int offset, int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, offset + row * columns, matrix[row], 0, columns);
        }
        return matrix;
    }

    private static float[][][][] kernel(float[] values, List<Integer> axes) {
        int inputs = axes.get(2);
        int outputs = axes.get(3);
        float[][][][] kernel = new float[axes.get(0)][axes.get(1)][][];
        for (int y = 0; y < kernel.length; y++) {
            for (int x = 0; x < kernel[y].length; x++) {
                kernel[y][x] = matrix(values, (y * kernel[y].length + x) * inputs * outputs, inputs, outputs);
            }
        }
        return kernel;
    }
}
