package dev.zankyo.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zankyo.InputException;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.model.ModelFile;
import dev.zankyo.train.EpochResult;
import dev.zankyo.train.Toy;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingListener;
import dev.zankyo.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    private static TrainingResult result;

    @TempDir
    private Path temporary;

    @BeforeAll
    static void train() {
        result = new Trainer(new ReferenceBackend(), 1, TrainingListener.NONE)
                .train(Toy.RECIPE, 7, Toy.NETWORK, Toy.rows(21, 1), Toy.rows(18, 2));
    }

    @Test
    void metrics_ofARun_haveTheKeysPromised() throws IOException {
        JsonNode metrics = metrics(result);
        Set<String> keys = new TreeSet<>();
        metrics.fieldNames().forEachRemaining(keys::add);
        for (String key : List.of(
                "backend",
                "threads",
                "precision",
                "recipe",
                "seed",
                "epochs",
                "model_epoch",
                "batch_size",
                "train_rows",
                "test_rows",
                "test_accuracy",
                "test_accuracy_exact",
                "test_loss",
                "train_loss_per_epoch",
                "test_accuracy_per_epoch",
                "samples_per_second",
                "data_share",
                "seconds",
                "peak_memory_mib")) {
            assertTrue(keys.contains(key), () -> key + " is not in " + keys);
        }
        assertEquals("reference", metrics.get("backend").textValue());
        assertEquals("float32", metrics.get("precision").textValue());
        assertEquals("toy", metrics.get("recipe").textValue());
        assertEquals(7, metrics.get("seed").longValue());
        assertEquals(3, metrics.get("epochs").intValue());
        assertEquals(8, metrics.get("batch_size").intValue());
        assertEquals(21, metrics.get("train_rows").intValue());
        assertEquals(18, metrics.get("test_rows").intValue());
        assertEquals(
                result.evaluation().accuracy(), metrics.get("test_accuracy").doubleValue());
        assertEquals(
                result.exactEvaluation().accuracy(),
                metrics.get("test_accuracy_exact").doubleValue());
        assertEquals(result.evaluation().loss(), metrics.get("test_loss").doubleValue());
        assertEquals(3, metrics.get("train_loss_per_epoch").size());
        assertEquals(
                result.history().get(2).testAccuracy(),
                metrics.get("test_accuracy_per_epoch").get(2).doubleValue());
    }

    @Test
    void history_ofARun_hasALineAnEpoch() throws IOException {
        RunDirectory run = written(result);
        List<String> lines = Files.readAllLines(run.history());
        assertEquals(
                "epoch,learning_rate,train_loss,train_accuracy,test_loss,test_accuracy,seconds,data_seconds",
                lines.get(0));
        assertEquals(4, lines.size());
        EpochResult second = result.history().get(1);
        assertEquals(
                "2,%s,%s,%s,%s,%s,%s,%s"
                        .formatted(
                                second.learningRate(),
                                second.trainLoss(),
                                second.trainAccuracy(),
                                second.testLoss(),
                                second.testAccuracy(),
                                second.seconds(),
                                second.dataSeconds()),
                lines.get(2));
    }

    @Test
    void model_ofARun_canBeReadAgain() {
        RunDirectory run = written(result);
        assertArrayEquals(
                result.model().weights().parameters(),
                ModelFile.read(run.model()).weights().parameters());
    }

    @Test
    void unused_skipsTheFoldersOfFinishedRuns() throws IOException {
        Path folder = temporary.resolve("run");
        assertEquals(folder, RunDirectory.unused(folder));
        Files.createDirectories(folder.resolve("checkpoints"));
        assertEquals(folder, RunDirectory.unused(folder));
        Files.createFile(folder.resolve("metrics.json"));
        assertEquals(temporary.resolve("run-2"), RunDirectory.unused(folder));
        Files.createDirectory(temporary.resolve("run-2"));
        Files.createFile(temporary.resolve("run-2/model.safetensors"));
        assertEquals(temporary.resolve("run-3"), RunDirectory.unused(folder));
        Files.createFile(folder.resolve("checkpoints/step-7.safetensors")); // replaces the finished run
        assertEquals(folder, RunDirectory.unused(folder));
    }

    @Test
    void write_intoAFolderOfAnEarlierRun_replacesItAndLeavesNothingElse() throws IOException {
        written(result);
        written(result);
        try (var files = Files.list(temporary.resolve("some/run"))) {
            assertEquals(
                    Set.of("model.safetensors", "history.csv", "metrics.json"),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    void metrics_ofALossThatOverflowed_areStillJson() throws IOException {
        EpochResult overflowed = new EpochResult(1, 0.1f, 1, 1, Double.POSITIVE_INFINITY, 0, 1, 0);
        TrainingResult run = result.toBuilder().history(List.of(overflowed)).build();
        assertTrue(metrics(run).get("test_loss_per_epoch").get(0).isNull());
    }

    @Test
    void rates_ofEpochs_areTheMedianAndTheShareOfAll() {
        List<EpochResult> history = List.of(epoch(10), epoch(1), epoch(2), epoch(1.5));
        TrainingResult run = result.toBuilder().trainRows(30).history(history).build();
        assertEquals((15 + 20) / 2.0, run.samplesPerSecond());
        assertEquals(0.1, run.dataShare(), 1e-12);
    }

    private static EpochResult epoch(double seconds) {
        return new EpochResult(1, 0, 0, 0, 0, 0, seconds, seconds / 10);
    }

    @Test
    void folder_whereAFileIs_isRefused() throws IOException {
        Path file = Files.writeString(temporary.resolve("taken"), "a file");
        var error = assertThrows(InputException.class, () -> RunDirectory.at(file));
        assertEquals(file + ": could not be made; a file is in the way", error.getMessage());
    }

    private RunDirectory written(TrainingResult run) {
        RunDirectory directory = RunDirectory.at(temporary.resolve("some/run"));
        directory.write(run);
        return directory;
    }

    private JsonNode metrics(TrainingResult run) throws IOException {
        return new ObjectMapper().readTree(written(run).metrics().toFile());
    }
}
