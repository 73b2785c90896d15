package dev.zankyo.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of reading weights; the resources' README says who wrote the fixtures. */
final class KerasImportTest {
    private static final ResNetConfig NARROW = new ResNetConfig(20, 50, 3, 2, List.of(4), 2, 0.99f, 1e-3f);

    @TempDir
    private Path folder;

    /** Compares with the rule of the fixtures: element i of Keras' t-th tensor, in its order, is t + i / 1024. */
    @ParameterizedTest
    @ValueSource(strings = {"narrow.weights.h5", "narrow.keras", "narrow.h5"})
    void read_fixture_hasEveryValueInItsPlace(String name) {
        KerasImport read = KerasImport.read(KerasFiles.resource(name), difference -> assertEquals("", difference));

        assertEquals(NARROW, read.config());
        assertEquals(name.equals("narrow.keras") ? List.of("optimizer") : List.of(), read.ignored());
        Graph graph = ResNet.graph(NARROW);
        boolean statisticsLast = name.equals("narrow.h5");
        // stem, then block 0: conv1, bn1 ...; the number of the tensor in the file, from 1
        assertValue(read, graph, "stem.weight", 1, (2 * 3 + 1) * 2 + 1, 1, 0, 2, 1);
        assertValue(read, graph, "stem.bias", 2, 1, 1);
        assertValue(read, graph, "stage1.block0.conv1.weight", 3, 1, 0, 1, 0, 0);
        assertValue(read, graph, "stage1.block0.bn1.beta", 6, 0, 0);
        assertValue(read, graph, "stage1.block0.bn1.moving_variance", statisticsLast ? 18 : 8, 0, 0);
        assertValue(read, graph, "stage1.block0.conv3.weight", statisticsLast ? 11 : 15, 3, 3, 0, 0, 0);
        assertValue(read, graph, "stage1.block0.skip.weight", statisticsLast ? 15 : 21, 1 * 4 + 2, 2, 1, 0, 0);
        assertValue(read, graph, "stage1.block1.conv1.bias", 24, 0, 0);
        assertValue(read, graph, "head.bn.moving_mean", 43, 2, 2);
        assertValue(read, graph, "head.dense.weight", 45, 3 * 3 + 1, 1, 3);
        assertValue(read, graph, "head.dense.bias", 46, 2, 2);
    }

    /** Checks the element at an index in our axes. */
    private static void assertValue(
            KerasImport read, Graph graph, String name, int tensor, int kerasIndex, int... index) {
        List<Parameter> all = new ArrayList<>(graph.trainable());
        all.addAll(graph.movingStatistics());
        Parameter parameter =
                all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        int flat = 0;
        for (int axis = 0; axis < index.length; axis++) {
            flat = flat * parameter.shape().get(axis) + index[axis];
        }
        float[] vector = parameter.role().trainable()
                ? read.weights().parameters()
                : read.weights().movingStatistics();
        assertEquals(tensor + kerasIndex / 1024f, vector[parameter.offset() + flat], name);
    }

    /** Removes, adds and changes tensors of a small network; each is told in a line of its own. */
    @Test
    void read_otherTensors_tellsEachOne() throws Exception {
        List<String> lines = new ArrayList<>();
        Path file = folder.resolve("damaged.weights.h5");
        try (WritableHdfFile written = HdfFile.write(file)) {
            WritableGroup layers = written.putGroup("layers");
            put(layers.putGroup("conv2d"), new float[3][3][1][2], new float[2]);
            WritableGroup block = layers.putGroup("residual_block");
            put(block.putGroup("conv1"), new float[1][1][2][1], new float[1]);
            put(block.putGroup("bn1"), new float[1], new float[1], new float[1], new float[1]);
            put(block.putGroup("conv2"), new float[3][3][1][1], new float[] {1, 2});
            put(block.putGroup("bn2"), new float[1], new float[1], new float[1]);
            put(block.putGroup("conv3"), new float[1][1][1][4], new float[4]);
            put(block.putGroup("bn3"), new float[4], new float[4], new double[4], new float[4]);
            put(block.putGroup("skip_conv"), new float[1][1][2][4], new float[4]);
            put(layers.putGroup("batch_normalization"), new float[4], new float[4], new float[4], new float[4]);
            put(layers.putGroup("dense"), new float[4][3], new float[3]);
            put(layers.putGroup("dense_1"), (Object) new float[4][3]);
        }

        String message = refusal(file, lines::add);

        assertEquals(
                List.of(
                        "other shape: layers/residual_block/conv2/vars/1; expected [1], got [2]",
                        "missing: layers/residual_block/bn2/vars/3, shape [1]",
                        "other type: layers/residual_block/bn3/vars/2 must be float32; got double of 8 bytes",
                        "surplus: layers/dense_1/vars/0, shape [4, 3]"),
                lines.stream()
                        .sorted(Comparator.comparing(KerasImportTest::order))
                        .toList());
        assertEquals(
                file + ": must hold exactly the weights of the network; expected 28 tensors, got 4 differences"
                        + " (build the network with the Python program that an export to Keras writes)",
                message);
    }

    private static int order(String line) {
        return List.of("other shape", "missing", "other type", "surplus").indexOf(line.split(":")[0]);
    }

    private static void put(WritableGroup layer, Object... variables) {
        WritableGroup vars = layer.putGroup("vars");
        for (int i = 0; i < variables.length; i++) {
            vars.putDataset(String.valueOf(i), variables[i]);
        }
    }

    /** Reads what TF 2 saves with a whole model, and the group's name in TF 2.13. */
    @ParameterizedTest
    @ValueSource(strings = {"model_weights", "_layer_checkpoint_dependencies"})
    void read_layersInAnotherGroup_areFound(String group) {
        boolean listed = group.equals("model_weights");
        Path file = folder.resolve("other.h5");
        try (WritableHdfFile written = HdfFile.write(file)) {
            WritableGroup root = written.putGroup(group);
            Map<String, WritableGroup> groups = new HashMap<>(Map.of("", root));
            Map<String, List<String>> names = new LinkedHashMap<>();
            for (KerasTensor tensor : KerasTensor.of(ResNet.graph(NARROW))) {
                String path = listed
                        ? tensor.layer() + "/" + tensor.name()
                        : tensor.path().substring("layers/".length());
                String above = "";
                String[] parts = path.split("/");
                for (String part : Arrays.copyOf(parts, parts.length - 1)) {
                    WritableGroup parent = groups.get(above);
                    above += "/" + part;
                    groups.computeIfAbsent(above, k -> parent.putGroup(part));
                }
                int[] axes = tensor.shape().stream().mapToInt(axis -> axis).toArray();
                groups.get(above).putDataset(parts[parts.length - 1], Array.newInstance(float.class, axes));
                names.computeIfAbsent(tensor.layer(), k -> new ArrayList<>()).add(tensor.name());
            }
            if (listed) {
                root.putAttribute("layer_names", names.keySet().toArray(new String[0]));
                names.forEach((layer, weights) ->
                        groups.get("/" + layer).putAttribute("weight_names", weights.toArray(new String[0])));
            }
        }
        KerasImport read = KerasImport.read(file, difference -> assertEquals("", difference));
        assertEquals(NARROW, read.config());
        assertEquals(listed ? KerasFormat.TF_2 : KerasFormat.KERAS_3, read.format());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//", "kernel:0", "a/b", "\u001b[2J"})
    void read_nameOfNoWeight_isRefused(String name) {
        Path file = folder.resolve("names.h5");
        try (WritableHdfFile written = HdfFile.write(file)) {
            written.putAttribute("layer_names", new String[] {"dense"});
            WritableGroup dense = written.putGroup("dense");
            dense.putAttribute("weight_names", new String[] {name});
            dense.putDataset("other", new float[1]);
        }
        assertEquals(
                file + ": weight " + name.replace("\u001b", "\\u001b") + " must be in the file",
                refusal(file, line -> {}));
    }

    @Test
    void read_filtersOfNoBlock_areRefused() {
        Path file = folder.resolve("six.weights.h5");
        try (WritableHdfFile written = HdfFile.write(file)) {
            WritableGroup block = written.putGroup("layers").putGroup("residual_block");
            put(block.putGroup("conv3"), new float[1][1][1][6], new float[6]);
            put(block.putGroup("skip_conv"), new float[1][1][2][6], new float[6]);
        }
        assertEquals(
                file + ": stage filters: must be a multiple of 4, the bottleneck's share; got 6",
                refusal(file, line -> {}));
    }

    @Test
    void read_otherArchives_areRefused() throws IOException {
        Path none = folder.resolve("none.keras");
        zip(none, "config.json", new byte[9]);
        assertEquals(
                none + ": must be an archive of Keras 3; expected model.weights.h5 in it, got none",
                refusal(none, line -> {}));
        Path bomb = folder.resolve("bomb.keras");
        zip(bomb, "model.weights.h5", new byte[10 << 20]);
        assertEquals(
                bomb + ": model.weights.h5 must not be larger than the archive; expected at most " + Files.size(bomb)
                        + " bytes, got more",
                refusal(bomb, line -> {}));
        Path cut = Files.write(
                folder.resolve("cut.keras"),
                Arrays.copyOf(Files.readAllBytes(KerasFiles.resource("narrow.keras")), 999));
        assertTrue(refusal(cut, line -> {}).startsWith(cut + ": could not be read; "));
    }

    private static void zip(Path file, String name, byte[] content) throws IOException {
        try (var archive = new ZipOutputStream(Files.newOutputStream(file))) {
            archive.putNextEntry(new ZipEntry(name));
            archive.write(content);
        }
    }

    @Test
    void read_valuesThatAreNoNumbers_areRefused() {
        var model = KerasFiles.model(NARROW);
        Path file = folder.resolve("nan.weights.h5");
        model.weights().parameters()[0] = Float.NaN;
        new KerasExport(model, KerasFormat.KERAS_3).write(file);
        assertEquals(file + ": layers/conv2d/vars/0: elements must be finite; got NaN", refusal(file, line -> {}));
    }

    @Test
    void read_otherFiles_areRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("text.h5"), "no HDF5");
        assertEquals(
                text + ": must be an HDF5 file or an archive of Keras; got something else", refusal(text, line -> {}));
        Path empty = folder.resolve("empty.h5");
        try (WritableHdfFile written = HdfFile.write(empty)) {
            written.putGroup("data");
        }
        assertEquals(
                empty + ": must hold weights that Keras saved; expected a group layers, or an attribute layer_names,"
                        + " got neither",
                refusal(empty, line -> {}));
        Path none = folder.resolve("none.h5");
        assertEquals(none + ": could not be read; no such file or folder", refusal(none, line -> {}));
        assertEquals(folder + ": must be a file; got a folder or device", refusal(folder, line -> {}));
    }

    private static String refusal(Path file, Consumer<String> differences) {
        return assertThrows(InputException.class, () -> KerasImport.read(file, differences))
                .getMessage();
    }
}
