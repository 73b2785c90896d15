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
import dev.zankyo.train.Trace;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        Files.writeString(folder.resolve("predictions.csv"), "of an earlier run");
        Files.writeString(folder.resolve("test-files.txt"), "of an earlier run");
        written();
        List<String> lines = Files.readAllLines(folder.resolve("training-data.csv"));
        assertEquals("row,file_sha256,values_sha256", lines.getFirst());
        List<String> digests = RowDigests.of(Toy.rows(21, 1)).toList();
        assertEquals("1,," + digests.get(0), lines.get(1));
        assertEquals("21,," + digests.get(20), lines.get(21));
        assertEquals(22, lines.size());
        assertFalse(Files.exists(folder.resolve("report.html")));
        assertFalse(Files.exists(folder.resolve("predictions.csv")));
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

    private static List<String> changes(String was, String is) {
        var facts = new RunFacts(Map.of());
        var record = new RunRecord(
                Map.of("jvm options", was), List.of(), facts, new Trace(new float[0], new int[0], List.of()), "");
        return record.environmentChanges(Map.of("jvm options", is));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:SharedArchiveFile=/home/a b/.cache/zankyo/classes/train-1.jsa",
                "-XX:ArchiveClassesAtExit=/tmp/train-1.jsa.2f.tmp",
                "-XX:+AutoCreateSharedArchive",
                "-XX:AOTCache=a.aot",
                "-Xshare:off",
                "-Xlog:disable",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-Dzankyo.terminal=true"
            })
    void environment_optionsThatChangeNoResult_areNotCompared(String option) {
        assertEquals(List.of(), changes(option + " -XX:+UseSerialGC", "-XX:+UseSerialGC"));
        assertEquals(List.of(), changes("-Xmx1g -XX:+UseSerialGC", "-Xmx1g " + option + " -XX:+UseSerialGC"));
        assertEquals(List.of(), changes("", option));
    }

    @Test
    void environment_otherOptions_areCompared() {
        String archive = "-XX:SharedArchiveFile=a.jsa ";
        assertEquals(
                List.of("jvm options differs; was " + archive + "-XX:UseAVX=2, is -XX:UseAVX=3"),
                changes(archive + "-XX:UseAVX=2", "-XX:UseAVX=3"));
        assertEquals(1, changes("", "--add-modules=jdk.incubator.vector").size());
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
