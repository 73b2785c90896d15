package dev.zankyo.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.PreparedData;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.data.RowDigests;
import dev.zankyo.train.Toy;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingListener;
import dev.zankyo.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
    @TempDir
    Path folder;

    private RunRecord written() {
        ComputeBackend backend = new ReferenceBackend();
        PreparedData data = new PreparedData(
                Toy.rows(21, 1),
                Optional.empty(),
                Toy.rows(18, 2),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
        TrainingResult result = new Trainer(backend, 1, TrainingListener.NONE)
                .train(Toy.RECIPE, 7, Toy.NETWORK, data.training(), data.test());
        var record = RunRecord.of(
                result,
                backend,
                new RunFacts(Map.of("a", "b\"c"), new Platform(Map.of("d", "e"))),
                List.of("--seed=7", "ü"));
        RunDirectory.at(folder).write(result, record, new DataRecord(data));
        return record;
    }

    @Test
    void write_listsTheTrainingRowsAndRemovesFilesOfAnEarlierRun() throws IOException {
        Files.writeString(folder.resolve("report.html"), "of an earlier run");
        Files.writeString(folder.resolve("test-files.txt"), "of an earlier run");
        written();
        List<String> lines = Files.readAllLines(folder.resolve("training-data.csv"));
        assertEquals("row,file_sha256,values_sha256", lines.getFirst());
        List<String> digests = RowDigests.of(Toy.rows(21, 1)).toList();
        assertEquals("1,," + digests.get(0), lines.get(1));
        assertEquals("21,," + digests.get(20), lines.get(21));
        assertEquals(22, lines.size());
        assertFalse(Files.exists(folder.resolve("report.html")));
        assertFalse(Files.exists(folder.resolve("test-files.txt")));
    }

    @Test
    void record_thatIsWritten_isReadToTheBit() {
        RunRecord record = written();
        RunRecord read = RunDirectory.at(folder).readRecord();
        assertEquals(record.environment(), read.environment());
        assertEquals(record.arguments(), read.arguments());
        assertEquals(record.facts(), read.facts());
        assertEquals(record.weights(), read.weights());
        assertEquals(record.trace().weights(), read.trace().weights());
        assertEquals(3, read.trace().weights().size());
        assertEquals(9, read.trace().steps());
        for (int step = 0; step < 9; step++) {
            assertEquals(record.trace().loss(step), read.trace().loss(step));
            assertEquals(record.trace().outputs(step), read.trace().outputs(step));
        }
        assertFalse(Files.exists(folder.resolve("checkpoints")));
    }

    @Test
    void record_thatIsNone_isRefusedInALine() throws IOException {
        written();
        Path json = folder.resolve("run.json");
        Path steps = folder.resolve("steps.csv");
        String text = Files.readString(json);
        for (String bad :
                List.of("", "[]", "{}", "{", text.replace("\"arguments\"", "\"words\""), text + "x", "[".repeat(99))) {
            Files.writeString(json, bad);
            assertRefused(json);
        }
        Files.writeString(json, text);
        String lines = Files.readString(steps);
        for (String bad : List.of("", "step\n", lines.replace("\n2,", "\n3,"), lines + "10,x,y\n", lines + "10\n")) {
            Files.writeString(steps, bad);
            assertRefused(steps);
        }
        Files.delete(steps);
        assertRefused(steps);
    }

    private void assertRefused(Path file) {
        var error =
                assertThrows(InputException.class, () -> RunDirectory.at(folder).readRecord());
        assertTrue(error.getMessage().startsWith(file + ":"), error::getMessage);
        assertEquals(1, error.getMessage().lines().count());
    }
}
