package dev.zankyo.keras;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tensors of a file, found by the rules of its {@link KerasFormat}. A tensor's key is its name in this project,
 * with the blocks of all stages numbered from 0: {@code stem.weight}, {@code block3.conv1.bias}, {@code head.bn.gamma}.
 */
final class KerasWeights {
    /** The maximum depth of groups; the layers of this network are nested less deeply. */
    private static final int DEPTH = 6;

    /** Maximum number of groups and tensors. Groups that contain themselves would otherwise be read for years. */
    private static final int MOST_MEMBERS = 20_000;

    private static final Pattern BLOCK = Pattern.compile(KerasTensor.BLOCK + "(?:_(\\d{1,6}))?");
    private static final Pattern INNER = Pattern.compile("(conv|bn)[123]|skip_conv");
    private static final List<String> CONVOLUTIONS = List.of("conv1", "conv2", "conv3", "skip");
    private static final List<String> NORMALIZATIONS = List.of("bn1", "bn2", "bn3");
    private static final List<String> WEIGHTS = List.of("weight", "bias");
    private static final List<String> STATISTICS = List.of("gamma", "beta", "moving_mean", "moving_variance");
    private static final Map<String, String> ROLES = Map.of(
            "kernel", "weight",
            "bias", "bias",
            "gamma", "gamma",
            "beta", "beta",
            "moving_mean", "moving_mean",
            "moving_variance", "moving_variance");

    /** A tensor in the file and its name there. */
    record Found(String name, Dataset dataset) {}

    private final Path path;
    private final KerasFile file;
    private final KerasFormat format;
    private final Map<String, Found> byKey = new LinkedHashMap<>();
    private final List<Found> others = new ArrayList<>();
    private final TreeSet<String> ignored = new TreeSet<>();
    private int blocks;
    private int members;

    /**
     * Finds the tensors.
     *
     * @throws InputException if the file has neither layout, or is damaged
     */
    KerasWeights(Path path, KerasFile file) {
        this.path = path;
        this.file = file;
        Group root = file.root();
        Group listed = file.group(root, "model_weights").orElse(root); // what TF 2 saves with a whole model
        Optional<List<String>> layers = file.texts(listed, "layer_names");
        // TF 2.13 writes the groups of Keras 3 under another name.
        Optional<Group> grouped =
                file.group(root, "layers").or(() -> file.group(root, "_layer_checkpoint_dependencies"));
        if (layers.isPresent()) {
            format = KerasFormat.TF_2;
            layers.get().forEach(name -> readListed(listed, name));
        } else if (grouped.isPresent()) {
            format = KerasFormat.KERAS_3;
            for (Node node : file.children(root)) {
                if (node instanceof Group group
                        && !node.getName().equals(grouped.get().getName())) {
                    ignored.add(group.getName());
                }
            }
            ignored.remove("vars");
            readGroup(grouped.get(), "layers", 0);
        } else {
            throw InputException.of(Subject.file(path), "must hold weights that Keras saved")
                    .expected("a group layers, or an attribute layer_names")
                    .got("neither");
        }
    }

    KerasFormat format() {
        return format;
    }

    /** Returns the tensors by key. */
    Map<String, Found> byKey() {
        return byKey;
    }

    /** Returns the tensors that have no place in the network. */
    List<Found> others() {
        return others;
    }

    /** Returns the names of groups that are not weights, such as the optimizer's state. */
    List<String> ignored() {
        return List.copyOf(ignored);
    }

    /** Returns one more than the largest number of a block. */
    int blocks() {
        return blocks;
    }

    private void add(Optional<String> key, Found found) {
        if (key.isEmpty() || byKey.putIfAbsent(key.get(), found) != null) {
            others.add(found);
        }
    }

    private void readGroup(Group group, String name, int depth) {
        if (depth > DEPTH) {
            throw InputException.of(Subject.file(path), "groups must be at most " + DEPTH + " deep")
                    .got("more");
        }
        for (Node child : file.children(group)) {
            countMember();
            String below = name + "/" + child.getName();
            if (child instanceof Dataset dataset) {
                add(key(below.split("/")), new Found(below, dataset));
            } else if (child instanceof Group inner) {
                readGroup(inner, below, depth + 1);
            }
        }
    }

    private void countMember() {
        if (++members > MOST_MEMBERS) {
            throw InputException.of(Subject.file(path), "must have at most " + MOST_MEMBERS + " groups and tensors")
                    .got("more");
        }
    }

    /** Returns the key of a path such as {@code layers/residual_block_2/bn1/vars/3}, split at its slashes. */
    private Optional<String> key(String[] path) {
        int last = path.length - 1;
        if (last < 3 || last > 4 || !path[last - 1].equals("vars")) {
            return Optional.empty();
        }
        Matcher block = BLOCK.matcher(path[1]);
        if (last == 4) {
            if (!block.matches() || !INNER.matcher(path[2]).matches()) {
                return Optional.empty();
            }
            int number = block.group(1) == null ? 0 : Integer.parseInt(block.group(1));
            Optional<String> role = role(path[last], path[2].startsWith("bn") ? STATISTICS : WEIGHTS);
            role.ifPresent(found -> blocks = Math.max(blocks, number + 1));
            return role.map(found -> "block" + number + "." + path[2].replace("skip_conv", "skip") + "." + found);
        }
        return switch (path[1]) {
            case "conv2d" -> role(path[last], WEIGHTS).map(role -> "stem." + role);
            case "dense" -> role(path[last], WEIGHTS).map(role -> "head.dense." + role);
            case "batch_normalization" -> role(path[last], STATISTICS).map(role -> "head.bn." + role);
            default -> Optional.empty();
        };
    }

    private static Optional<String> role(String index, List<String> roles) {
        return index.matches("[0-3]") && Integer.parseInt(index) < roles.size()
                ? Optional.of(roles.get(Integer.parseInt(index)))
                : Optional.empty();
    }

    /** Reads a layer of TF 2. Its number depends on the program that made the layer, so only the order counts. */
    private void readListed(Group parent, String layer) {
        Group group = file.group(parent, layer)
                .orElseThrow(() -> InputException.of(
                        Subject.file(path), "layer " + FileError.printable(layer) + " must be in the file"));
        List<Found> found = new ArrayList<>();
        countMember();
        for (String name : file.texts(group, "weight_names").orElse(List.of())) {
            countMember();
            Dataset dataset = file.dataset(group, name)
                    .orElseThrow(() -> InputException.of(
                            Subject.file(path), "weight " + FileError.printable(name) + " must be in the file"));
            found.add(new Found(name, dataset));
        }
        if (found.isEmpty()) {
            return;
        }
        Map<String, String> inner = new LinkedHashMap<>();
        for (Found tensor : found) {
            boolean normalizes = STATISTICS.contains(lastPart(tensor.name()));
            List<String> names = normalizes ? NORMALIZATIONS : CONVOLUTIONS;
            long before = inner.values().stream().filter(names::contains).count();
            inner.computeIfAbsent(layerOf(tensor.name()), k -> before < names.size() ? names.get((int) before) : "");
        }
        boolean block = inner.size() > 1;
        String prefix = block ? "block" + blocks++ : top(found.getFirst());
        for (Found tensor : found) {
            String part = block ? inner.get(layerOf(tensor.name())) : "-";
            String role = ROLES.get(lastPart(tensor.name()));
            boolean known = role != null && !part.isEmpty();
            add(known ? Optional.of(prefix + (block ? "." + part : "") + "." + role) : Optional.empty(), tensor);
        }
    }

    /** Returns the name of a layer outside the blocks, by the first of its tensors. */
    private String top(Found first) {
        return switch (lastPart(first.name())) {
            case "kernel" -> file.shape(first.dataset()).size() == 2 ? "head.dense" : "stem";
            case "bias" -> "head.dense";
            default -> "head.bn";
        };
    }

    private static String layerOf(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    /** Returns the last part of a weight's name without its number: {@code kernel} of {@code conv2d/kernel:0}. */
    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1).replaceFirst(":\\d+$", "");
    }
}
