package dev.zankyo.keras;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter;
import dev.zankyo.graph.Parameter.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A parameter or moving statistic of the network, with its names and its shape in Keras. Kernels of convolutions are
 * (KH, KW, I, O) there, kernels of dense layers (inputs, units).
 *
 * @param parameter the tensor in this project
 * @param path the path in a {@code .weights.h5} file of Keras 3, such as {@code layers/residual_block/conv1/vars/0}
 * @param layer the layer's name in an {@code .h5} file of TF 2, such as {@code residual_block}
 * @param name the weight's name there, such as {@code residual_block/conv2d_1/kernel:0}
 */
record KerasTensor(Parameter parameter, String path, String layer, String name) {
    static final String BLOCK = "residual_block";

    /** Returns the tensors of a residual network, in the order of Keras: layer after layer, moving statistics last. */
    static List<KerasTensor> of(Graph graph) {
        Names names = new Names();
        Map<String, List<KerasTensor>> layers = new LinkedHashMap<>();
        Stream.concat(graph.trainable().stream(), graph.movingStatistics().stream())
                .map(names::tensor)
                .forEach(tensor -> layers.computeIfAbsent(tensor.layer, layer -> new ArrayList<>())
                        .add(tensor));
        return layers.values().stream().flatMap(List::stream).toList();
    }

    /** Returns the axes in Keras. */
    List<Integer> shape() {
        List<Integer> axes = parameter.shape();
        return switch (axes.size()) {
            case 4 -> List.of(axes.get(2), axes.get(3), axes.get(1), axes.get(0));
            case 2 -> List.of(axes.get(1), axes.get(0));
            default -> axes;
        };
    }

    /**
     * Returns the place in Keras' row-major order of every element.
     *
     * @return the index in Keras of element {@code i}, at {@code i}
     */
    int[] places() {
        int[] places = new int[parameter.size()];
        List<Integer> axes = parameter.shape();
        int outputs = axes.getFirst();
        int inputs = axes.size() > 1 ? axes.get(1) : 1;
        int taps = places.length / outputs / inputs;
        for (int output = 0, i = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                for (int tap = 0; tap < taps; tap++, i++) {
                    places[i] = (tap * inputs + input) * outputs + output;
                }
            }
        }
        return places;
    }

    /** The names of layers, counted by type as Keras does. */
    private static final class Names {
        private final Map<String, String> blocks = new LinkedHashMap<>();
        private final Map<String, String> convolutions = new LinkedHashMap<>();
        private final Map<String, String> normalizations = new LinkedHashMap<>();

        KerasTensor tensor(Parameter parameter) {
            String[] parts = parameter.name().split("\\.");
            String node = parameter.name().substring(0, parameter.name().lastIndexOf('.'));
            Role role = parameter.role();
            boolean normalizes = role != Role.WEIGHT && role != Role.BIAS;
            boolean inBlock = parts.length == 4;
            String type = node.equals("head.dense")
                    ? "dense"
                    : normalizes
                            ? numbered(normalizations, node, "batch_normalization")
                            : numbered(convolutions, node, "conv2d");
            String layer = inBlock ? numbered(blocks, parts[0] + "." + parts[1], BLOCK) : type;
            // Keras 3 counts the layers of each container separately.
            String inner = parts[parts.length - 2].replace("skip", "skip_conv");
            String group = inBlock ? layer + "/" + inner : type.replaceFirst("_\\d+$", "");
            return new KerasTensor(
                    parameter,
                    "layers/" + group + "/vars/" + index(role),
                    layer,
                    (inBlock ? layer + "/" : "") + type + "/" + (role == Role.WEIGHT ? "kernel" : role) + ":0");
        }

        private static String numbered(Map<String, String> names, String key, String type) {
            return names.computeIfAbsent(key, k -> names.isEmpty() ? type : type + "_" + names.size());
        }

        /** Returns the position among the layer's variables, where moving statistics are last. */
        private static int index(Role role) {
            return switch (role) {
                case WEIGHT, GAMMA -> 0;
                case BIAS, BETA -> 1;
                case MOVING_MEAN -> 2;
                case MOVING_VARIANCE -> 3;
            };
        }
    }
}
