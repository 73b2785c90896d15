package dev.zankyo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticDatasetTest {
    private static final SyntheticDataset DATA = SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED);
    private static final Path PROJECT_DATA = Path.of("..", "data");

    @TempDir
    Path folder;

    @Test
    void create_defaultSizes_areNinetyAndTenOfEachClass() {
        assertEquals(
                List.of("bell", "chirp", "clap", "hum", "knock", "noise", "pluck", "whistle"),
                DATA.training().classes());
        for (int label = 0; label < 8; label++) {
            int wanted = label;
            assertEquals(
                    90,
                    Arrays.stream(DATA.training().labels())
                            .filter(l -> l == wanted)
                            .count());
            assertEquals(
                    10,
                    Arrays.stream(DATA.test().labels()).filter(l -> l == wanted).count());
        }
    }

    @Test
    void write_defaultSeed_givesTheProjectsFilesByteForByte() throws IOException {
        DATA.write(folder);
        for (String name : List.of("train.csv", "test.csv")) {
            assertEquals(-1, Files.mismatch(PROJECT_DATA.resolve(name), folder.resolve(name)), name);
        }
    }

    @Test
    void write_andRead_givesTheSameValuesAsInMemory() {
        DATA.write(folder);
        CsvReader reader = new CsvReader(20, 50, Layout.AUTO);
        CsvDataset training = reader.readTraining(folder.resolve("train.csv"));
        CsvDataset test =
                reader.readTest(folder.resolve("test.csv"), training.data().classes());
        assertEquals(Layout.BAND_MAJOR, training.layout().layout());
        assertEquals(Layout.BAND_MAJOR, test.layout().layout());
        assertSame(DATA.training(), training.data());
        assertSame(DATA.test(), test.data());
    }

    @Test
    void create_oneThread_givesTheSame() throws InterruptedException, ExecutionException {
        try (ForkJoinPool single = new ForkJoinPool(1)) {
            SyntheticDataset again =
                    single.submit(() -> SyntheticDataset.create(5, 6, 2)).get();
            SyntheticDataset shared = SyntheticDataset.create(5, 6, 2);
            assertSame(shared.training(), again.training());
            assertSame(shared.test(), again.test());
        }
    }

    @Test
    void create_fewerRows_areTheFirstOfMore() {
        SyntheticDataset small = SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED, 2, 1);
        int[] first = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
        assertSame(DATA.training().select(first), small.training());
        assertSame(DATA.test().select(Arrays.copyOf(first, 8)), small.test());
    }

    @Test
    void create_anyTwoRows_differ() {
        long distinct = Stream.of(DATA.training(), DATA.test())
                .flatMap(part -> IntStream.range(0, part.size())
                        .mapToObj(row -> Arrays.hashCode(part.select(row).values())))
                .distinct()
                .count();
        assertEquals(800, distinct);
    }

    @Test
    @Tag("full")
    void linearClassifier_trainedWell_isAboveChanceAndBelowNinetyPercent() {
        Standardization standardization = Standardization.of(DATA.training());
        Dataset training = Standardized.copy(DATA.training(), standardization);
        Dataset test = Standardized.copy(DATA.test(), standardization);
        for (double penalty : new double[] {1e-2, 1e-1}) {
            SoftmaxRegression model = SoftmaxRegression.fit(training, penalty, 150, 0.004);
            double accuracy = model.accuracy(test);
            System.out.printf(
                    "softmax regression, penalty %.0e: %.4f on its training rows, %.4f on the test rows%n",
                    penalty, model.accuracy(training), accuracy);
            assertTrue(model.accuracy(training) > 0.8, "not trained well");
            assertTrue(accuracy > 0.4 && accuracy < 0.9, "accuracy " + accuracy);
        }
    }

    @Test
    void writeWav_aFewClips_areFilesInAFolderForEachClass() throws IOException {
        SyntheticDataset.writeWav(1, 2, folder);
        assertEquals(
                List.of(
                        "bell/bell-00.wav",
                        "bell/bell-01.wav",
                        "chirp/chirp-00.wav",
                        "chirp/chirp-01.wav",
                        "clap/clap-00.wav",
                        "clap/clap-01.wav",
                        "hum/hum-00.wav",
                        "hum/hum-01.wav",
                        "knock/knock-00.wav",
                        "knock/knock-01.wav",
                        "noise/noise-00.wav",
                        "noise/noise-01.wav",
                        "pluck/pluck-00.wav",
                        "pluck/pluck-01.wav",
                        "whistle/whistle-00.wav",
                        "whistle/whistle-01.wav"),
                filesIn(folder));
    }

    @Test
    void writeTestSounds_ofTheDefaultSeed_areThe80TestRows() throws IOException {
        Path first = SyntheticDataset.writeTestSounds(SyntheticDataset.DEFAULT_SEED, folder);
        assertEquals(folder.resolve("bell/bell-00.wav"), first);
        assertEquals(80, filesIn(folder).size());
        float[] spectrogram = new LogMel(SyntheticDataset.FRONT_END).apply(Recording.read(first));
        float[] row = new float[1000];
        SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED, 0, 1).test().copyRow(0, row, 0);
        double squares = 0;
        for (int i = 0; i < row.length; i++) {
            squares += (row[i] - spectrogram[i]) * (row[i] - spectrogram[i]);
        }
        assertTrue(Math.sqrt(squares / row.length) < 0.5, "16 bits a sample, not another sound: " + squares);
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static void assertSame(Dataset expected, Dataset actual) {
        assertEquals(expected.classes(), actual.classes());
        assertArrayEquals(expected.labels(), actual.labels());
        assertArrayEquals(expected.values(), actual.values());
    }
}
