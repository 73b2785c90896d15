package dev.zankyo.sounds;

import dev.zankyo.audio.WavFile;
import dev.zankyo.data.ClassNames;
import dev.zankyo.data.Dataset;
import dev.zankyo.random.CounterRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A maker of recordings for tests: short tones in files, and sets with made-up spectrograms. */
final class Recordings {
    static final int RATE = 8000;
    private static final int BANDS = 4;
    private static final int FRAMES = 6;

    private final List<SoundFile> files = new ArrayList<>();
    private final List<SoundFacts> facts = new ArrayList<>();
    private final List<float[]> rows = new ArrayList<>();

    private Recordings() {}

    /** Writes a tone and creates its folders. */
    static Path tone(Path file, double hertz, double seconds, double level) throws IOException {
        Files.createDirectories(file.getParent());
        double[] samples = new double[(int) (seconds * RATE)];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = level * Math.sin(2 * Math.PI * hertz * n / RATE);
        }
        WavFile.write(samples, RATE, file);
        return file;
    }

    static Path tone(Path file, double hertz) throws IOException {
        return tone(file, hertz, 0.2, 0.5);
    }

    static Recordings none() {
        return new Recordings();
    }

    /** Adds a recording whose spectrogram and facts are drawn from its number. */
    Recordings add(String label, String group) {
        int number = files.size();
        CounterRandom random = CounterRandom.of(7).fork(number);
        return add(label, group, row(number), facts("hash " + number, random.uniform(0), random.uniform(1, 0.1, 0.9)));
    }

    Recordings add(String label) {
        return add(label, null);
    }

    Recordings add(String label, String group, float[] row, SoundFacts fact) {
        String name = label + "/" + files.size() + ".wav";
        files.add(new SoundFile(
                Path.of("sounds", name), name, Annotation.label(label).withGroup(Optional.ofNullable(group))));
        rows.add(row);
        facts.add(fact);
        return this;
    }

    SoundSet set() {
        List<String> classes = ClassNames.inOrder(
                files.stream().map(file -> file.label().orElseThrow()).toList());
        int[] labels = files.stream()
                .mapToInt(file -> classes.indexOf(file.label().orElseThrow()))
                .toArray();
        float[] values = new float[rows.size() * BANDS * FRAMES];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * BANDS * FRAMES, BANDS * FRAMES);
        }
        return new SoundSet(new Dataset(classes, labels, values, BANDS, FRAMES), files, facts);
    }

    /** Returns noise that differs for every number. */
    static float[] row(int number) {
        CounterRandom random = CounterRandom.of(11).fork(number);
        float[] row = new float[BANDS * FRAMES];
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) random.gaussian(i);
        }
        return row;
    }

    static SoundFacts facts(String content, double seconds, double peak) {
        return new SoundFacts(content, RATE, 1, seconds, peak, peak / 4, 0, "", "");
    }
}
