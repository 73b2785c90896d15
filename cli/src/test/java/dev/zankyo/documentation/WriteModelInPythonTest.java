package dev.zankyo.documentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.data.Standardization;
import dev.zankyo.io.Safetensors;
import dev.zankyo.io.Safetensors.Tensor;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.model.WeightInitializer;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the Python function of docs/models.md that writes a model. */
class WriteModelInPythonTest {
    /** Reads the first file with numpy alone and writes it as the second, with texts and tensors in reverse order. */
    private static final String CALLER = """

            import sys
            raw = open(sys.argv[1], "rb").read()
            begin = 8 + int.from_bytes(raw[:8], "little")
            header = json.loads(raw[8:begin])
            metadata = header.pop("__metadata__")
            types = {"F32": "<f4", "I32": "<i4", "I64": "<i8"}
            tensors = {}
            for name, entry in header.items():
                first, end = entry["data_offsets"]
                data = raw[begin + first:begin + end]
                tensors[name] = np.frombuffer(data, types[entry["dtype"]]).reshape(entry["shape"])
            write_model(sys.argv[2], dict(reversed(tensors.items())), dict(reversed(metadata.items())))
            """;

    @TempDir
    Path folder;

    private Path script;

    @BeforeEach
    void writeScript() throws IOException {
        Python.assumeModules("numpy");
        Path page = Path.of("..", "docs", "models.md");
        List<Snippet> functions = Snippet.of(page, "python").stream()
                .filter(snippet -> snippet.code().contains("def write_model"))
                .toList();
        assertEquals(1, functions.size());
        assertTrue(functions
                        .getFirst()
                        .code()
                        .lines()
                        .dropWhile(line -> !line.startsWith("def"))
                        .count()
                < 25);
        script = Files.writeString(
                folder.resolve("script.py"), functions.getFirst().code() + "\n" + CALLER);
    }

    @Test
    void writeModel_arraysOfAModel_isReadAsThatModel() throws Exception {
        var config = new ResNetConfig(5, 7, 3, 2, List.of(4, 8), 1, 0.9f, 1e-3f);
        var provenance = new Provenance("default", 42, "java", "0.1", "5 bands x 7 frames");
        var weights = WeightInitializer.initialize(ResNet.graph(config), 7);
        Path written = folder.resolve("model.safetensors");
        Path copy = folder.resolve("copy.safetensors");
        ModelFile.write(
                written,
                new TrainedModel(
                        config,
                        List.of("a", "\u00fc", "\ud83c\udfb5"),
                        new Standardization(-7, 3),
                        provenance,
                        weights));

        Python.run(script, written, copy);

        TrainedModel read = ModelFile.read(copy);
        assertEquals(List.of("a", "\u00fc", "\ud83c\udfb5"), read.classes());
        assertArrayEquals(weights.parameters(), read.weights().parameters());
        assertArrayEquals(weights.movingStatistics(), read.weights().movingStatistics());
    }

    /** Checks types, axes and the order of names, which differs between UTF-16 and UTF-8. */
    @Test
    void writeModel_otherTensors_haveTheSameChecksum() throws Exception {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("\ud83c\udfb5", new Tensor(List.of(2, 1), LongBuffer.wrap(new long[] {Long.MIN_VALUE, 1})));
        tensors.put("\uff21", new Tensor(List.of(), IntBuffer.wrap(new int[] {-5})));
        tensors.put("", new Tensor(List.of(0, 4), IntBuffer.allocate(0)));
        var content = new Safetensors(Map.of("\uff21", "1", "\ud83c\udfb5", "2", "a", ""), tensors);
        Path written = folder.resolve("written");
        Path copy = folder.resolve("copy");
        content.write(written);

        Python.run(script, written, copy);

        Safetensors read = Safetensors.readChecked(copy);
        assertEquals(content.metadata(), read.metadata());
        assertEquals(content.tensors(), read.tensors());
    }
}
