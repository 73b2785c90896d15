package dev.zankyo.keras;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.backend.Weights;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter.Role;
import dev.zankyo.io.FileError;
import dev.zankyo.keras.KerasWeights.Found;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The weights of the original Keras network or one of another width, read from a file of Keras.
 *
 * @param config the network. The tensors' shapes give filters, blocks and classes. No tensor depends on bands, frames
 *     and the constants of batch normalization, so these are the original's
 * @param weights the weights, bit for bit
 * @param format the layout of the file
 * @param ignored the names of groups in the file that are not weights, such as {@code optimizer}
 */
public record KerasImport(ResNetConfig config, Weights weights, KerasFormat format, List<String> ignored) {
    private static final Pattern BLOCK = Pattern.compile("stage(\\d+)\\.block(\\d+)\\.(.*)");

    /**
     * Reads a {@code .weights.h5}, {@code .h5} or {@code .keras} file.
     *
     * @param differences receives one line for every tensor that is missing, surplus, or not as the network needs it
     * @throws InputException if the file cannot be read, is damaged, or has tensors of another network
     */
    public static KerasImport read(Path path, Consumer<String> differences) {
        try (KerasFile file = KerasFile.open(path)) {
            return new Reading(path, file).read(differences);
        } catch (IllegalArgumentException e) { // a size that no network has
            throw InputException.of(Subject.file(path), e);
        } catch (ArithmeticException e) {
            throw InputException.of(Subject.file(path), "every layer must have fewer than 2^31 elements")
                    .got("more")
                    .because(e);
        }
    }

    private static final class Reading {
        private final Path path;
        private final KerasFile file;
        private final KerasWeights found;
        private final List<String> problems = new ArrayList<>();

        Reading(Path path, KerasFile file) {
            this.path = path;
            this.file = file;
            this.found = new KerasWeights(path, file);
        }

        KerasImport read(Consumer<String> differences) {
            ResNetConfig config = config();
            if (config.stageFilters().size() * config.blocksPerStage()
                    > Math.max(18, found.byKey().size())) {
                // Checked before the graph is built: a number in a name can stand for millions of blocks.
                throw InputException.of(Subject.file(path), "every block must have its tensors in the file")
                        .expected(found.blocks() + " blocks")
                        .got(found.byKey().size() + " tensors");
            }
            Graph graph = ResNet.graph(config);
            List<KerasTensor> expected = KerasTensor.of(graph);
            Map<KerasTensor, Found> matched = matched(expected, config);
            if (!problems.isEmpty()) {
                problems.forEach(differences);
                throw InputException.of(Subject.file(path), "must hold exactly the weights of the network")
                        .expected(expected.size() + " tensors")
                        .got(problems.size() + (problems.size() == 1 ? " difference" : " differences"))
                        .remedy("build the network with the Python program that an export to Keras writes");
            }
            Weights weights = Weights.zeros(graph);
            matched.forEach((tensor, source) -> copy(source, tensor, weights));
            return new KerasImport(config, weights, found.format(), found.ignored());
        }

        /**
         * Returns the network by the shapes of tensors. What cannot be found is as in the original, so that what is
         * missing becomes a difference.
         */
        private ResNetConfig config() {
            ResNetConfig original =
                    ResNetConfig.original(axis("head.dense.bias", 0).orElse(8));
            TreeSet<Integer> projecting = new TreeSet<>();
            for (int block = 0; block < found.blocks() && block < found.byKey().size(); block++) {
                if (found.byKey().containsKey("block" + block + ".skip.weight")) {
                    projecting.add(block);
                }
            }
            int stages = projecting.size();
            boolean regular = stages > 0 && found.blocks() % stages == 0;
            int perStage = regular ? found.blocks() / stages : original.blocksPerStage();
            regular &= projecting.stream().allMatch(block -> block % perStage == 0);
            List<Integer> filters = new ArrayList<>();
            for (int stage = 0;
                    stage < (regular ? stages : original.stageFilters().size());
                    stage++) {
                int fallback = stage < original.stageFilters().size()
                        ? original.stageFilters().get(stage)
                        : original.stageFilters().getLast();
                filters.add(axis("block" + stage * perStage + ".conv3.bias", 0).orElse(fallback));
            }
            return new ResNetConfig(
                    original.bands(),
                    original.frames(),
                    original.classes(),
                    axis("stem.bias", 0).orElse(original.stemFilters()),
                    filters,
                    perStage,
                    original.momentum(),
                    original.epsilon());
        }

        private Optional<Integer> axis(String key, int axis) {
            return Optional.ofNullable(found.byKey().get(key))
                    .map(tensor -> file.shape(tensor.dataset()))
                    .filter(shape -> axis < shape.size() && shape.get(axis) <= Integer.MAX_VALUE)
                    .map(shape -> shape.get(axis).intValue());
        }

        private Map<KerasTensor, Found> matched(List<KerasTensor> expected, ResNetConfig config) {
            Map<String, Found> left = new HashMap<>(found.byKey());
            Map<KerasTensor, Found> matched = new HashMap<>();
            for (KerasTensor tensor : expected) {
                Found source = left.remove(key(tensor, config));
                if (source == null) {
                    problems.add("missing: " + (found.format() == KerasFormat.TF_2 ? tensor.name() : tensor.path())
                            + ", shape " + tensor.shape());
                } else if (check(source, tensor)) {
                    matched.put(tensor, source);
                }
            }
            // In the file's order.
            found.byKey().forEach((key, source) -> {
                if (left.containsKey(key)) {
                    surplus(source);
                }
            });
            found.others().forEach(this::surplus);
            return matched;
        }

        private void surplus(Found source) {
            problems.add("surplus: " + FileError.printable(source.name()) + ", shape " + file.shape(source.dataset()));
        }

        private boolean check(Found source, KerasTensor tensor) {
            List<Long> shape = file.shape(source.dataset());
            List<Long> expected =
                    tensor.shape().stream().map(Integer::longValue).toList();
            String name = FileError.printable(source.name());
            if (!shape.equals(expected)) {
                problems.add("other shape: " + name + "; expected " + expected + ", got " + shape);
                return false;
            }
            Optional<String> fault = file.fault(source.dataset());
            fault.ifPresent(text -> problems.add("other type: " + name + " " + text));
            return fault.isEmpty();
        }

        /** Returns the key of a tensor in {@link KerasWeights}, where blocks are numbered through. */
        private static String key(KerasTensor tensor, ResNetConfig config) {
            Matcher block = BLOCK.matcher(tensor.parameter().name());
            if (!block.matches()) {
                return tensor.parameter().name();
            }
            int stage = Integer.parseInt(block.group(1)) - 1;
            return "block" + (stage * config.blocksPerStage() + Integer.parseInt(block.group(2))) + "."
                    + block.group(3);
        }

        private void copy(Found source, KerasTensor tensor, Weights weights) {
            float[] values = file.floats(source.dataset(), tensor.parameter().size());
            float[] vector = tensor.parameter().role().trainable() ? weights.parameters() : weights.movingStatistics();
            boolean variance = tensor.parameter().role() == Role.MOVING_VARIANCE;
            int[] places = tensor.places();
            for (int i = 0; i < places.length; i++) {
                float value = values[places[i]];
                if (!Float.isFinite(value) || variance && value < 0) {
                    throw InputException.of(
                                    Subject.file(path),
                                    FileError.printable(source.name()) + ": elements must be finite"
                                            + (variance ? " and not negative" : ""))
                            .got(value);
                }
                vector[tensor.parameter().offset() + i] = value;
            }
        }
    }
}
