package dev.zankyo.data;

import dev.zankyo.audio.LogMel;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Recording;
import dev.zankyo.audio.Sound;
import dev.zankyo.audio.SoundSynthesizer;
import dev.zankyo.audio.WavFile;
import dev.zankyo.io.FileError;
import dev.zankyo.random.CounterRandom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A synthetic data set, generated from a seed: log-mel spectrograms, 20 bands x 50 frames, of clips by {@link
 * SoundSynthesizer}, with equally many rows of each {@link Sound}. Row {@code i} is of class {@code i mod 8}. It is the
 * default training data; the project's {@code data/train.csv} and {@code data/test.csv} hold the same values.
 *
 * @param training the training rows
 * @param test the test rows, made from other clips
 */
public record SyntheticDataset(Dataset training, Dataset test) {
    /** The seed of the files in {@code data}. */
    public static final long DEFAULT_SEED = 1;

    private static final int TRAINING_PER_CLASS = 90;
    private static final int TEST_PER_CLASS = 10;
    /** The front end that makes the rows. */
    public static final LogMelSpec FRONT_END = LogMelSpec.DEFAULT;

    private static final List<Sound> SOUNDS = List.of(Sound.values());

    /**
     * Returns 720 training and 80 test rows. They depend only on the seed, not on the machine or the number of threads.
     */
    public static SyntheticDataset create(long seed) {
        return create(seed, TRAINING_PER_CLASS, TEST_PER_CLASS);
    }

    /** Returns the given numbers of rows per class. A smaller data set is a prefix of a larger one. */
    public static SyntheticDataset create(long seed, int trainingPerClass, int testPerClass) {
        return new SyntheticDataset(part(seed, "training", trainingPerClass), part(seed, "test", testPerClass));
    }

    /** Writes {@code train.csv} and {@code test.csv} to an existing folder, band-major. */
    public void write(Path folder) {
        CsvWriter.write(training, folder.resolve("train.csv"), Layout.BAND_MAJOR);
        CsvWriter.write(test, folder.resolve("test.csv"), Layout.BAND_MAJOR);
    }

    /**
     * Writes the clips behind the first training rows as WAV files, one folder per class: {@code bell/bell-00.wav}, ...
     *
     * @param perClass number of clips per class
     * @param folder created if necessary
     */
    public static void writeWav(long seed, int perClass, Path folder) {
        write(seed, "training", perClass, folder);
    }

    /**
     * Writes the clips behind all test rows, one folder per class.
     *
     * @return the first file
     */
    public static Path writeTestSounds(long seed, Path folder) {
        write(seed, "test", TEST_PER_CLASS, folder);
        return folder.resolve(fileName(0));
    }

    private static void write(long seed, String part, int perClass, Path folder) {
        for (int row = 0; row < perClass * SOUNDS.size(); row++) {
            Path file = folder.resolve(fileName(row));
            try {
                Files.createDirectories(file.getParent());
            } catch (IOException e) {
                throw new UncheckedIOException(file.getParent() + ": could not be made; " + FileError.reason(e), e);
            }
            WavFile.write(clip(seed, part, row), FRONT_END.sampleRate(), file);
        }
    }

    private static Path fileName(int row) {
        String label = sound(row).label();
        return Path.of(label, String.format(Locale.ROOT, "%s-%02d.wav", label, row / SOUNDS.size()));
    }

    /** Returns the clip behind a training row of a seed's data set. */
    public static Recording trainingSound(long seed, int row) {
        return sound(seed, "training", row);
    }

    /** Returns the clip behind a test row of a seed's data set. */
    public static Recording testSound(long seed, int row) {
        return sound(seed, "test", row);
    }

    private static Recording sound(long seed, String part, int row) {
        double[] clip = clip(seed, part, row);
        float[] samples = new float[clip.length];
        for (int n = 0; n < clip.length; n++) {
            samples[n] = (float) clip[n];
        }
        return new Recording(FRONT_END.sampleRate(), 1, samples);
    }

    private static Dataset part(long seed, String part, int perClass) {
        int rows = perClass * SOUNDS.size();
        int size = FRONT_END.nMels() * FRONT_END.frames();
        LogMel features = new LogMel(FRONT_END);
        float[] values = new float[rows * size];
        IntStream.range(0, rows).parallel().forEach(row -> {
            float[] spectrogram = features.apply(clip(seed, part, row));
            for (int i = 0; i < size; i++) {
                values[row * size + i] = rounded(spectrogram[i]);
            }
        });
        int[] labels = new int[rows];
        Arrays.setAll(labels, row -> sound(row).ordinal());
        List<String> classes = SOUNDS.stream().map(Sound::label).toList();
        return new Dataset(classes, labels, values, FRONT_END.nMels(), FRONT_END.frames());
    }

    private static double[] clip(long seed, String part, int row) {
        CounterRandom stream = CounterRandom.of(seed).fork(part).fork(row);
        return new SoundSynthesizer(FRONT_END.sampleRate()).synthesize(sound(row), stream);
    }

    private static Sound sound(int row) {
        return SOUNDS.get(row % SOUNDS.size());
    }

    /** Returns the value as a CSV file would store it. */
    private static float rounded(float value) {
        double scale = StrictMath.pow(10, CsvWriter.DECIMALS);
        return (float) (Math.rint(value * scale) / scale);
    }
}
