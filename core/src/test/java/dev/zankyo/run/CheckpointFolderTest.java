package dev.zankyo.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.backend.TrainingState;
import dev.zankyo.backend.Weights;
import dev.zankyo.io.Safetensors;
import dev.zankyo.io.Safetensors.Tensor;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.train.Checkpoint;
import dev.zankyo.train.EarlyStopping.Best;
import dev.zankyo.train.EpochResult;
import dev.zankyo.train.Trace;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
    private static final String DAMAGED =
            "damaged checkpoints: the previous checkpoint is used, with one line; if all are damaged, the run is"
                    + " refused";

    @TempDir
    Path temporary;

    private CheckpointFolder folder() {
        return new CheckpointFolder(temporary.resolve("a/checkpoints"));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(temporary.resolve("a/checkpoints"))) {
            return files.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
        }
    }

    private SavedRun newest() {
        return folder().newest(note -> assertEquals("", note)).orElseThrow();
    }

    @Test
    void run_thatIsSaved_isReadToTheBit() {
        folder().save(Checkpoints.run(31));
        SavedRun read = newest();
        SavedRun expected = Checkpoints.run(31);
        assertEquals(expected.facts(), read.facts());
        assertEquals(expected.arguments(), read.arguments());
        Checkpoint checkpoint = read.checkpoint();
        assertEquals(2, checkpoint.epoch());
        assertEquals(31, checkpoint.batch());
        assertEquals(expected.checkpoint().sums(), checkpoint.sums());
        assertEquals(expected.checkpoint().history(), checkpoint.history());
        Best best = checkpoint.best().orElseThrow();
        assertEquals(1, best.epoch());
        assertEquals(1 / 3.0, best.loss());
        Weights weights = best.weights().orElseThrow();
        assertArrayEquals(new float[] {7, -0f, 1e-40f}, weights.parameters());
        assertArrayEquals(new float[] {8, 9}, weights.movingStatistics());
        assertEquals(12.5, checkpoint.seconds());
        assertEquals(List.of("ab", "cd"), checkpoint.trace().weights());
        for (int step = 0; step < 31; step++) {
            assertEquals(
                    expected.checkpoint().trace().loss(step), checkpoint.trace().loss(step));
            assertEquals(
                    expected.checkpoint().trace().outputs(step),
                    checkpoint.trace().outputs(step));
        }
        TrainingState state = expected.checkpoint().state();
        assertEquals(31, checkpoint.state().step());
        assertArrayEquals(
                state.weights().parameters(), checkpoint.state().weights().parameters());
        assertArrayEquals(
                state.weights().movingStatistics(), checkpoint.state().weights().movingStatistics());
        assertArrayEquals(state.firstMoment(), checkpoint.state().firstMoment());
        assertArrayEquals(state.secondMoment(), checkpoint.state().secondMoment());
    }

    /** Checks a run of very many epochs, whose texts would exceed the format's limit if they were not divided. */
    @Test
    void run_ofVeryManyEpochs_isReadAgain() {
        SavedRun few = Checkpoints.run(3);
        Checkpoint before = few.checkpoint();
        List<EpochResult> history = IntStream.range(0, 20_000)
                .mapToObj(epoch -> new EpochResult(epoch + 1, 0.1f, epoch / 3.0, 1 / 3.0, epoch / 7.0, 0.1, 1e-9, 0))
                .toList();
        List<String> weights = IntStream.range(0, 20_000)
                .mapToObj(epoch -> "%064x".formatted(epoch))
                .toList();
        var trace = new Trace(new float[3], new int[3], weights);
        var checkpoint = new Checkpoint(
                20_001, 0, before.sums(), history, before.best(), trace, before.state(), before.seconds());
        folder().save(new SavedRun(few.facts(), few.arguments(), checkpoint));
        Checkpoint read = newest().checkpoint();
        assertEquals(history, read.history());
        assertEquals(weights, read.trace().weights());
    }

    @Test
    void generations_ofARun_areTheNewestTwo() throws IOException {
        for (int steps : new int[] {0, 8, 9, 10}) {
            folder().save(Checkpoints.run(steps));
        }
        assertEquals(List.of("step-10.safetensors", "step-9.safetensors"), names());
        assertEquals(10, newest().checkpoint().state().step());
    }

    @Test
    @Survives(promise = Promise.MODEL_FILES, what = DAMAGED)
    void newest_thatIsDamaged_isPassedOverWithALine() throws IOException {
        folder().save(Checkpoints.run(1));
        folder().save(Checkpoints.run(2));
        Path bad = temporary.resolve("a/checkpoints/step-2.safetensors");
        byte[] bytes = Files.readAllBytes(bad);
        Files.write(bad, Arrays.copyOf(bytes, bytes.length - 1));
        List<String> notes = new ArrayList<>();
        assertEquals(
                1,
                folder().newest(notes::add).orElseThrow().checkpoint().state().step());
        assertEquals(1, notes.size());
        assertTrue(notes.getFirst().startsWith(bad + ": "), notes::toString);
        assertTrue(notes.getFirst().endsWith("; going back to step-1.safetensors"), notes::toString);
        folder().save(Checkpoints.run(1));
        assertEquals(List.of("step-1.safetensors"), names(), "what cannot be read counts as no generation");
    }

    @Test
    @Survives(promise = Promise.MODEL_FILES, what = DAMAGED)
    void newest_whereAllAreDamaged_isRefused() throws IOException {
        folder().save(Checkpoints.run(1));
        folder().save(Checkpoints.run(2));
        for (String name : names()) {
            Files.writeString(temporary.resolve("a/checkpoints").resolve(name), "nothing");
        }
        var error = assertThrows(InputException.class, () -> folder().newest(note -> {}));
        assertTrue(error.getMessage().contains("step-2.safetensors: "), error::getMessage);
        assertTrue(error.getMessage().contains("step-1.safetensors: "), error::getMessage);
        assertTrue(error.getMessage().endsWith("(begin anew with `restart`)"), error::getMessage);
    }

    @Test
    void newest_whereAllAreOfTheEarlierFormat_isRefusedWithTheRemedy() {
        folder().save(Checkpoints.run(1));
        Path file = temporary.resolve("a/checkpoints/step-1.safetensors");
        Safetensors now = Safetensors.readChecked(file);
        Map<String, String> metadata = new LinkedHashMap<>(now.metadata());
        metadata.put("format", "zankyo-checkpoint-1");
        new Safetensors(metadata, now.tensors()).write(file);

        var error = assertThrows(InputException.class, () -> folder().newest(note -> {}));

        assertEquals(
                file + ": must be a checkpoint of this version; expected format zankyo-checkpoint-2, got"
                        + " zankyo-checkpoint-1, of an earlier version (begin anew with `restart`)",
                error.getMessage());
    }

    @Test
    void trace_isKeptInItsOwnTypes() {
        folder().save(Checkpoints.run(2));
        Map<String, Tensor> tensors = Safetensors.readChecked(temporary.resolve("a/checkpoints/step-2.safetensors"))
                .tensors();
        assertEquals(
                FloatBuffer.wrap(new float[] {1 / 3f, 1 / 4f}),
                tensors.get("trace_losses").floats());
        assertEquals(
                IntBuffer.wrap(new int[] {-1 ^ 0x7fa00001, Integer.MAX_VALUE ^ 0x7fa00001}),
                tensors.get("trace_outputs").ints());
    }

    @Test
    void tensors_ofAnotherType_areRefusedByName() {
        folder().save(Checkpoints.run(1));
        Path file = temporary.resolve("a/checkpoints/step-1.safetensors");
        Safetensors now = Safetensors.readChecked(file);
        Map<String, Tensor> tensors = new LinkedHashMap<>(now.tensors());
        tensors.put("trace_outputs", new Tensor(List.of(1), FloatBuffer.allocate(1)));
        new Safetensors(now.metadata(), tensors).write(file);

        String message =
                assertThrows(InputException.class, () -> Checkpoints.read(file)).getMessage();

        assertEquals(file + ": trace_outputs: dtype must be I32; got F32", message);
    }

    @Test
    void folder_whereNothingIs_isEmpty() {
        assertTrue(folder().isEmpty());
        assertTrue(folder().newest(note -> {}).isEmpty());
        folder().discard();
    }

    @Test
    void leftovers_ofAKilledProcess_areSweptAndNothingElse() throws IOException {
        folder().save(Checkpoints.run(1));
        Path leftover = temporary.resolve("a/checkpoints/.step-2.safetensors.1-2-3.tmp");
        Path own = temporary.resolve("a/checkpoints/notes.txt");
        Files.writeString(leftover, "half");
        Files.writeString(own, "the user's");
        folder().sweep();
        assertFalse(Files.exists(leftover));
        assertEquals(List.of("notes.txt", "step-1.safetensors"), names());
        folder().discard();
        assertEquals(List.of("notes.txt"), names());
        Files.delete(own);
        folder().discard();
        assertFalse(Files.exists(own.getParent()));
    }
}
