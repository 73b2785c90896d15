package dev.zankyo.sounds;

import dev.zankyo.audio.WavFile;
import dev.zankyo.random.CounterRandom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A generator of recordings for tests in which a class is the pitch of short calls in noise. Their number, places,
 * lengths, loudness and exact pitch vary.
 */
public final class Calls {
    private static final double SECONDS = 1.5;
    private static final int COUNT = 3;

    private Calls() {}

    /**
     * Writes recordings into a folder per class, which is named after the pitch.
     *
     * @param callSeconds mean length of a call
     * @param each number of recordings per class
     * @param hertz the pitch of each class
     */
    public static List<SoundFile> write(Path folder, int rate, double callSeconds, int each, double... hertz) {
        List<SoundFile> files = new ArrayList<>();
        for (double pitch : hertz) {
            String label = (int) pitch + "Hz";
            for (int i = 0; i < each; i++) {
                String name = label + "/" + i + ".wav";
                Path file = folder.resolve(name);
                CounterRandom random = CounterRandom.of(5).fork(label).fork(i);
                try {
                    Files.createDirectories(file.getParent());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                WavFile.write(samples(random, rate, callSeconds, pitch), rate, file);
                files.add(new SoundFile(file, name, Annotation.label(label)));
            }
        }
        return files;
    }

    private static double[] samples(CounterRandom random, int rate, double callSeconds, double pitch) {
        double[] samples = new double[(int) (rate * SECONDS * random.uniform(0, 0.8, 1.2))];
        CounterRandom noise = random.fork("noise");
        for (int n = 0; n < samples.length; n++) {
            samples[n] = 0.01 * noise.gaussian(n);
        }
        for (int call = 0; call < COUNT; call++) {
            CounterRandom draw = random.fork(call);
            int length = Math.min(samples.length, (int) (rate * callSeconds * draw.uniform(0, 0.7, 1.3)));
            int start = (int) (draw.uniform(1) * (samples.length - length));
            double omega = 2 * Math.PI * pitch * draw.uniform(2, 0.97, 1.03) / rate;
            double level = draw.uniform(3, 0.1, 0.3);
            for (int n = 0; n < length; n++) {
                double swell = Math.sin(Math.PI * n / length);
                samples[start + n] += level * swell * swell * Math.sin(omega * n);
            }
        }
        return samples;
    }
}
