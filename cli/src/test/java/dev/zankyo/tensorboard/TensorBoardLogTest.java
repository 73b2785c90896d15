package dev.zankyo.tensorboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.train.EpochResult;
import dev.zankyo.train.TrainingListener.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/** Tests of the log with TensorFlow's own classes as its readers. */
final class TensorBoardLogTest {
    @TempDir
    Path folder;

    private record Step(
            int epoch,
            int epochs,
            int rows,
            int rowsPerEpoch,
            double loss,
            double accuracy,
            float learningRate,
            double seconds)
            implements Progress {}

    /** Returns a scalar as {@code tag@step=value}. */
    private static String text(Event event) {
        Summary.Value value = event.getSummary().getValue(0);
        assertEquals(1, event.getSummary().getValueCount());
        assertTrue(event.getWallTime() > 1.7e9);
        return value.getTag() + "@" + event.getStep() + "=" + value.getSimpleValue();
    }

    private static List<String> scalars(Path runFolder) throws IOException {
        try (Stream<Path> files = Files.list(runFolder)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size());
            assertTrue(all.get(0).getFileName().toString().startsWith("events.out.tfevents."), all::toString);
            List<Event> events = events(Files.readAllBytes(all.get(0)));
            assertEquals("brain.Event:2", events.get(0).getFileVersion());
            return events.stream().skip(1).map(TensorBoardLogTest::text).toList();
        }
    }

    /** Returns the events of a file, and checks both checksums of each record. */
    private static List<Event> events(byte[] file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertEquals(maskedCrc(length), in.getInt(), "checksum of a length");
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            in.get(data);
            assertEquals(maskedCrc(data), in.getInt(), "checksum of an event");
            events.add(Event.parseFrom(data));
        }
        return events;
    }

    /** Computes CRC-32C bit by bit, with TensorFlow's mask (tensorflow/core/lib/hash/crc32c.h). */
    private static int maskedCrc(byte[] data) {
        int crc = -1;
        for (byte b : data) {
            crc ^= b & 255;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
            }
        }
        crc = ~crc;
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    @Test
    void maskedCrc_knownVector_isThatOfRfc3720() {
        assertEquals(Integer.rotateRight(0x8a9136aa, 15) + 0xa282ead8, maskedCrc(new byte[32]));
    }

    @Test
    void log_twoEpochs_isReadBack() throws IOException {
        try (var log = new TensorBoardLog(folder.resolve("logs"), 16)) {
            for (int epoch = 1; epoch <= 2; epoch++) {
                log.onStep(new Step(epoch, 2, 16, 20, 1.5 / epoch, 0.25, 0.5f, 1));
                log.onStep(new Step(epoch, 2, 20, 20, 1.25 / epoch, 0.5, 0.25f, 1));
                log.onEpoch(new EpochResult(epoch, 0.25f, 1.25 / epoch, 0.5, 2, 0.75, 1, 0));
            }
        }
        List<String> train = scalars(folder.resolve("logs/train"));
        assertEquals(18, train.size());
        assertEquals(
                List.of("step/loss@1=1.5", "step/accuracy@1=0.25", "step/learning_rate@1=0.5", "step/loss@2=1.25"),
                train.subList(0, 4));
        assertEquals(
                List.of("step/learning_rate@4=0.25", "epoch/loss@2=0.625", "epoch/accuracy@2=0.5"),
                train.subList(14, 17));
        assertEquals(
                List.of("epoch/loss@1=2.0", "epoch/accuracy@1=0.75", "epoch/loss@2=2.0", "epoch/accuracy@2=0.75"),
                scalars(folder.resolve("logs/test")));
    }

    @Test
    void log_epochJustEnded_canBeReadWhileItGoesOn() throws IOException {
        try (var log = new TensorBoardLog(folder, 16)) {
            log.onEpoch(new EpochResult(1, 0.25f, 1, 0.5, 2, 0.75, 1, 0));
            assertEquals(3, scalars(folder.resolve("train")).size());
        }
    }

    @Test
    void log_fileInTheWay_namesIt() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        var e = assertThrows(UncheckedIOException.class, () -> new TensorBoardLog(file, 16));
        assertTrue(e.getMessage().startsWith(file.resolve("train").toString()), e::getMessage);
        assertTrue(e.getMessage().contains("could not be made"), e::getMessage);
    }
}
