package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.Sound;
import dev.zankyo.audio.SoundSynthesizer;
import dev.zankyo.audio.WavFile;
import dev.zankyo.backend.Backends;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.SyntheticDataset;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.random.CounterRandom;
import dev.zankyo.train.Recipe;
import dev.zankyo.train.Trainer;
import dev.zankyo.train.TrainingListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests prediction and evaluation of recordings by a small network that was trained on five of the eight classes of
 * synthetic sounds.
 */
@Tag("full")
final class SoundAnswersTest {
    private static final List<Sound> KNOWN = List.of(Sound.BELL, Sound.CHIRP, Sound.HUM, Sound.PLUCK, Sound.WHISTLE);
    private static final int RATE = LogMelSpec.DEFAULT.sampleRate();

    @TempDir
    private static Path folder;

    private static String model;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void train() {
        List<String> classes = KNOWN.stream().map(Sound::label).toList();
        var network = new ResNetConfig(20, 50, classes.size(), 16, List.of(32, 64, 128), 1, 0.9f, 1e-3f);
        var data = SyntheticDataset.create(3, 80, 40);
        TrainedModel trained = new Trainer(Backends.select("auto").backend(), 2, TrainingListener.NONE)
                .train(
                        Recipe.DEFAULT.withEpochs(15),
                        1,
                        network,
                        known(data.training(), classes),
                        known(data.test(), classes))
                .model();
        model = folder.resolve("model.safetensors").toString();
        ModelFile.write(Path.of(model), trained.withFrontEnd(LogMelSpec.DEFAULT));
        ModelFile.write(folder.resolve("rows.safetensors"), trained);
    }

    private static Dataset known(Dataset all, List<String> classes) {
        int[] rows = IntStream.range(0, all.size())
                .filter(row -> classes.contains(all.classes().get(all.labels()[row])))
                .toArray();
        Dataset some = all.select(rows);
        int[] labels = IntStream.of(some.labels())
                .map(label -> classes.indexOf(all.classes().get(label)))
                .toArray();
        return new Dataset(classes, labels, some.values(), some.bands(), some.frames());
    }

    private int run(Object... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        return Main.run(words, new PrintWriter(out), new PrintWriter(err));
    }

    private static double[] clip(Sound sound, int number) {
        return new SoundSynthesizer(RATE)
                .synthesize(sound, CounterRandom.of(99).fork(sound.label()).fork(number));
    }

    private static void write(Path file, int length, IntToDoubleFunction sample) {
        WavFile.write(IntStream.range(0, length).mapToDouble(sample).toArray(), RATE, file);
    }

    private static Path made(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** Returns the share of a folder's recordings that are reported as unknown sounds. */
    private double outOfDistribution(Path sounds) throws IOException {
        assertEquals(0, run("predict", "--model", model, "--format", "json", sounds), err::toString);
        JsonNode answers = new ObjectMapper().readTree(out.toString());
        long flagged = StreamSupport.stream(answers.spliterator(), false)
                .filter(answer -> !answer.get("familiar").asBoolean())
                .count();
        return (double) flagged / answers.size();
    }

    @Test
    void predict_whatWasNeverLearnt_isSaidToBeUnfamiliar() throws IOException {
        Path trainingRows = made("learnt");
        Path others = made("others");
        Path noises = made("noises");
        Path silence = made("silence");
        CounterRandom random = CounterRandom.of(4);
        for (int i = 0; i < 20; i++) {
            for (Sound sound : Sound.values()) {
                Path where = KNOWN.contains(sound) ? trainingRows : others;
                WavFile.write(clip(sound, i), RATE, where.resolve(sound.label() + i + ".wav"));
            }
            CounterRandom draws = random.fork(i);
            write(noises.resolve(i + ".wav"), RATE, n -> 0.1 * draws.gaussian(n));
        }
        write(silence.resolve("silence.wav"), RATE, n -> 0);
        double known = outOfDistribution(trainingRows);
        double other = outOfDistribution(others);
        double noise = outOfDistribution(noises);
        double silent = outOfDistribution(silence);
        System.out.printf(
                Locale.ROOT,
                "unfamiliar: learnt %.3f, other kinds %.3f, white noise %.3f, silence %.3f%n",
                known,
                other,
                noise,
                silent);
        assertTrue(known <= 0.1, () -> "of what was learnt: " + known);
        assertTrue(other >= 0.1, () -> "of other kinds: " + other);
        assertTrue(noise >= 0.8, () -> "of noise: " + noise);
        assertEquals(1, silent);
    }

    @Test
    void predict_aBadFileAmongOthers_isALineAndTheRestIsServed() throws IOException {
        Path mixed = made("mixed");
        WavFile.write(clip(Sound.BELL, 1), RATE, mixed.resolve("a.wav"));
        Files.writeString(mixed.resolve("b.wav"), "no sound at all");
        Files.createDirectories(mixed.resolve("deeper"));
        WavFile.write(clip(Sound.CHIRP, 1), RATE, mixed.resolve("deeper/c.wav"));
        Files.writeString(mixed.resolve("notes.txt"), "not asked for");
        Path gone = mixed.resolve("gone.wav");

        assertEquals(1, run("predict", "--model", model, "--top", 1, mixed, gone), err::toString);

        List<String> lines = out.toString().lines().toList();
        assertEquals(2, lines.size(), out::toString);
        assertTrue(lines.get(0).startsWith(mixed.resolve("a.wav") + ": "), out::toString);
        assertTrue(lines.get(1).startsWith(mixed.resolve("deeper/c.wav") + ": "), out::toString);
        List<String> complaints = err.toString()
                .lines()
                .filter(line -> line.startsWith("zankyo: "))
                .toList();
        assertEquals(3, complaints.size(), err::toString);
        assertEquals("zankyo: " + mixed + ": 1 other file skipped (1 .txt)", complaints.get(0));
        assertTrue(complaints.get(1).startsWith("zankyo: " + mixed.resolve("b.wav") + ": "), err::toString);
        assertTrue(complaints.get(2).startsWith("zankyo: " + gone + ": "), err::toString);

        assertEquals(2, run("predict", "--model", model, gone), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void predict_aLongRecording_isSegmentsWithTimes() throws IOException {
        List<Double> samples = new ArrayList<>();
        for (Sound sound : List.of(Sound.HUM, Sound.WHISTLE)) {
            for (int i = 0; i < 5; i++) {
                for (double sample : clip(sound, i)) {
                    samples.add(sample);
                }
            }
        }
        Path file = made("long").resolve("long.wav");
        WavFile.write(samples.stream().mapToDouble(Double::doubleValue).toArray(), RATE, file);
        double seconds = (double) samples.size() / RATE;

        assertEquals(0, run("predict", "--model", model, "--window", 1, "--hop", 0.5, "--format", "json", file));
        JsonNode windows = new ObjectMapper().readTree(out.toString());
        assertEquals((int) Math.ceil((seconds - 1) / 0.5) + 1, windows.size());
        assertEquals(0, windows.get(0).get("start").asDouble());
        assertEquals(0.5, windows.get(1).get("start").asDouble(), 1e-9);
        assertEquals(seconds, windows.get(windows.size() - 1).get("end").asDouble(), 1e-9);

        assertEquals(0, run("predict", "--model", model, "--hop", 0.5, file), err::toString);
        List<String> segments = out.toString().lines().toList();
        assertTrue(segments.size() < windows.size(), out::toString);
        assertTrue(segments.get(0).startsWith(file + " 0.00-"), out::toString);
        assertTrue(segments.stream().limit(segments.size() / 2 + 1).anyMatch(line -> line.contains(": hum (")));
        assertTrue(segments.stream().skip(segments.size() / 2).anyMatch(line -> line.contains(": whistle (")));
    }

    @Test
    void predict_recordingsByAModelOfNumbers_isRefusedWithTheRemedy() throws IOException {
        Path file = made("single").resolve("a.wav");
        WavFile.write(clip(Sound.BELL, 1), RATE, file);
        assertEquals(2, run("predict", "--model", folder.resolve("rows.safetensors"), file));
        assertTrue(err.toString().contains("train a model of recordings with --sounds"), err::toString);
        assertEquals("", out.toString());
        assertEquals(2, run("evaluate", "--model", folder.resolve("rows.safetensors"), "--sounds", file.getParent()));
        assertTrue(err.toString().contains("evaluate it on a CSV file, or train it on recordings"), err::toString);
    }

    @Test
    void evaluate_recordings_countsThemByFolder() throws IOException {
        Path root = made("labelled");
        for (Sound sound : KNOWN) {
            Path where = Files.createDirectories(root.resolve(sound.label()));
            for (int i = 0; i < 4; i++) {
                WavFile.write(clip(sound, i), RATE, where.resolve(i + ".wav"));
            }
        }
        assertEquals(
                0,
                run("evaluate", "--model", model, "--sounds", root, "--format", "json", "--no-cache"),
                err::toString);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertEquals(20, json.get("rows").asInt());
        assertTrue(json.get("accuracy").asDouble() >= 0.8, out::toString);
        assertTrue(json.get("calibrated").get("temperature").asDouble() > 0);
        assertEquals(0, run("evaluate", "--model", model, "--sounds", root, "--no-cache"));
        assertTrue(out.toString().contains("95 % interval"), out::toString);
        assertTrue(out.toString().contains("rows resemble no class"), out::toString);
    }

    /**
     * Evaluates two speakers with two classes each. The original network is slow, so there is one epoch of few rows.
     */
    @Test
    void evaluate_foldsByGroup_holdsEachOutOnce() throws IOException {
        Path root = made("grouped");
        for (String speaker : List.of("ann", "bo")) {
            for (Sound sound : List.of(Sound.BELL, Sound.HUM)) {
                for (int i = 0; i < 4; i++) {
                    String name = sound.label() + "_" + speaker + "_" + i + ".wav";
                    WavFile.write(clip(sound, i + (speaker.equals("bo") ? 9 : 0)), RATE, root.resolve(name));
                }
            }
        }
        assertEquals(
                0,
                run(
                        "evaluate",
                        "--folds",
                        2,
                        "--epochs",
                        1,
                        "--preset",
                        "digits",
                        "--sounds",
                        root,
                        "--no-cache",
                        "--label-pattern",
                        "([a-z]+)_.*",
                        "--group-pattern",
                        "[a-z]+_([a-z]+)_.*",
                        "--report",
                        root.resolve("folds.html"),
                        "--format",
                        "json"),
                err::toString);
        assertTrue(err.toString().endsWith("report " + root.resolve("folds.html") + "\n"), err::toString);
        assertTrue(Files.readString(root.resolve("folds.html")).contains("<th scope=\"row\">all rows</th>"));
        List<String> predicted = Files.readAllLines(root.resolve("folds-predictions.csv"));
        assertEquals(17, predicted.size(), "a header and every recording");
        assertEquals(
                16,
                predicted.stream()
                        .filter(line -> line.matches("(bell|hum)_(ann|bo)_.*"))
                        .count());
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertEquals(2, json.get("folds").size());
        assertEquals("ann", json.get("folds").get(0).get("name").asText());
        assertEquals("bo", json.get("folds").get(1).get("name").asText());
        assertEquals(8, json.get("folds").get(0).get("rows").asInt());
        assertEquals(8, json.get("folds").get(0).get("learnt").asInt());
        double mean = (json.get("folds").get(0).get("accuracy").asDouble()
                        + json.get("folds").get(1).get("accuracy").asDouble())
                / 2;
        assertEquals(mean, json.get("accuracy_mean").asDouble(), 1e-12);
    }

    @Test
    void evaluate_optionsThatDoNotGoTogether_areRefused() {
        assertMisuse("--model and --folds: one of them", "--model", model, "--folds", 3, "--train", "x.csv");
        assertMisuse("--test and --sounds: one of them", "--model", model, "--test", "a.csv", "--sounds", "d");
        assertMisuse("--folds: needs either --train or --sounds", "--folds", 3);
        assertMisuse("--group-pattern: needs --folds", "--model", model, "--sounds", "d", "--group-pattern", "(a)");
    }

    private void assertMisuse(String message, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("evaluate"));
        all.addAll(List.of(arguments));
        assertEquals(2, run(all.toArray()));
        assertTrue(err.toString().contains(message), err::toString);
        assertFalse(err.toString().contains("internal error"), err::toString);
    }
}
