package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.WavFile;
import dev.zankyo.documentation.ShellCommand;
import dev.zankyo.documentation.Snippet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that the commands of {@code docs/recipes.md} for public data sets do what they say, on small folders with the
 * same file names, tables and lists. A class is a tone; noise makes every recording different.
 */
final class DataSetShapesTest {
    private static final int RATE = 16_000;
    private static final Path RECIPES = Path.of("../docs/recipes.md");

    @TempDir
    private Path temporary;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int number;

    private void sound(String name, int label, double seconds) throws IOException {
        Path file = temporary.resolve(name);
        Files.createDirectories(file.getParent());
        WavFile.write(tones(seconds, label), RATE, file);
    }

    /** Returns noise with a tone of each label, one after the other in equal parts; a negative label is noise alone. */
    private double[] tones(double seconds, int... labels) {
        Random random = new Random(number++);
        double[] samples = new double[(int) (seconds * RATE)];
        for (int n = 0; n < samples.length; n++) {
            int label = labels[(int) ((long) n * labels.length / samples.length)];
            double tone = label < 0 ? 0 : 0.4 * Math.sin(2 * Math.PI * (400 + 700 * label) * n / RATE);
            samples[n] = tone + 0.05 * random.nextGaussian();
        }
        return samples;
    }

    private void text(String name, String text) throws IOException {
        Path file = temporary.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Runs the recipe that names a folder and contains a word, with one epoch, and returns its output. */
    private String recipe(String command, String folder, String word) throws IOException {
        ShellCommand recipe = Snippet.of(RECIPES, "sh").stream()
                .flatMap(block -> ShellCommand.in(block.code()).stream())
                .filter(line -> line.words().contains(command)
                        && String.join(" ", line.words()).contains(" " + folder))
                .filter(line -> line.words().contains(word))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no recipe for " + folder));
        List<String> words = new ArrayList<>();
        for (String argument : recipe.words().subList(3, recipe.words().size())) {
            words.add(argument.startsWith(folder) ? temporary.resolve(argument).toString() : argument);
        }
        words.removeAll(List.of("--out", "esc50-run"));
        words.addAll(List.of("--epochs", "1", "--no-cache"));
        if (command.equals("train")) {
            words.addAll(List.of("--views", "1", "--width", "0.1"));
            words.addAll(List.of("--out", temporary.resolve("run").toString()));
        } else {
            words.addAll(List.of("--recipe", "original")); // one copy of each row per epoch
        }
        int exitCode = Main.run(words.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
        assertEquals(0, exitCode, err::toString);
        if (out.toString().contains(" evaluate ")) {
            NextCommand.assertSameAccuracy(out.toString(), "--no-cache");
        }
        return err.toString();
    }

    private static void assertSays(String said, String line) {
        assertTrue(said.lines().anyMatch(one -> one.contains(line)), () -> line + " is not in\n" + said);
    }

    @Test
    void speechCommands_listsAreTheSplit() throws IOException {
        StringBuilder testing = new StringBuilder();
        StringBuilder validation = new StringBuilder();
        for (int label = 0; label < 2; label++) {
            String word = List.of("yes", "no").get(label);
            for (int i = 0; i < 6; i++) {
                String name = word + "/" + Integer.toHexString(0xabc0 + i) + "_nohash_0.wav";
                sound("speech_commands_v0.02/" + name, label, 1);
                (i == 0 ? testing : i == 1 ? validation : new StringBuilder())
                        .append(name)
                        .append('\n');
            }
        }
        sound("speech_commands_v0.02/_background_noise_/pink_noise.wav", -1, 2);
        text("speech_commands_v0.02/testing_list.txt", testing.toString());
        text("speech_commands_v0.02/validation_list.txt", validation.toString());

        String said = recipe("train", "speech_commands_v0.02", "--test-list");

        assertSays(said, "8 training recordings, 2 test recordings, 2 classes");
        assertSays(said, "2 validation recordings held out to choose an epoch by");
        assertSays(said, "1 recording without a class skipped (_background_noise_/pink_noise.wav)");
    }

    @Test
    void esc50_foldsAreThoseOfTheTable() throws IOException {
        StringBuilder table = new StringBuilder("filename,fold,target,category,esc10,src_file,take\n");
        for (int i = 0; i < 20; i++) {
            int fold = i / 4 + 1;
            int label = i % 2;
            String name = fold + "-1000" + i + "-A-" + label + ".wav";
            sound("ESC-50-master/audio/" + name, label, 2);
            table.append(
                    name + "," + fold + "," + label + "," + (label == 0 ? "dog" : "rain") + ",True,1000" + i + ",A\n");
        }
        text("ESC-50-master/meta/esc50.csv", table.toString());

        assertSays(recipe("train", "ESC-50-master", "--fold-column"), "16 training recordings, 4 test recordings");
        assertSays(err.toString(), "fold 5 is the test set");
        assertSays(err.toString(), "files from column filename (20 of 20 rows match), labels from column category");
    }

    @Test
    @Tag("full")
    void urbanSound_timesOfTheSourceAreNotUsed() throws IOException {
        StringBuilder table = new StringBuilder("slice_file_name,fsID,start,end,salience,fold,classID,class\n");
        for (int i = 0; i < 20; i++) {
            int label = i % 2;
            String name = 1000 + i + "-" + label + "-0-" + i + ".wav";
            sound("UrbanSound8K/audio/fold" + (i / 2 + 1) + "/" + name, label, 1);
            table.append(name + "," + (1000 + i) + "," + 10.5 * i + "," + (10.5 * i + 4) + ",1," + (i / 2 + 1) + ","
                    + label + "," + (label == 0 ? "dog_bark" : "siren") + "\n");
        }
        text("UrbanSound8K/metadata/UrbanSound8K.csv", table.toString());

        String said = recipe("evaluate", "UrbanSound8K", "--fold-column");

        assertSays(said, "files from column slice_file_name (20 of 20 rows match), labels from column class");
        assertSays(said, "whole recordings are used");
        assertTrue(out.toString().contains("fold 10"), out::toString);
    }

    @Test
    void fsdKaggle_testSetHasATableOfItsOwn() throws IOException {
        StringBuilder train = new StringBuilder("fname,label,manually_verified,freesound_id,license\n");
        StringBuilder test = new StringBuilder("fname,label,usage,freesound_id,license\n");
        for (int i = 0; i < 12; i++) {
            String name = "00" + Integer.toHexString(0xa00 + i) + ".wav";
            String label = i % 2 == 0 ? "Bark" : "Hi-hat";
            boolean tested = i >= 8;
            sound("FSDKaggle2018/FSDKaggle2018.audio_" + (tested ? "test/" : "train/") + name, i % 2, 1);
            (tested ? test : train).append(name + "," + label + "," + (tested ? "Public" : "1") + "," + i + ",CC0\n");
        }
        text("FSDKaggle2018/FSDKaggle2018.meta/train_post_competition.csv", train.toString());
        text("FSDKaggle2018/FSDKaggle2018.meta/test_post_competition_scoring_clips.csv", test.toString());

        assertSays(
                recipe("train", "FSDKaggle2018", "--test-labels"),
                "8 training recordings, 4 test recordings, 2 classes");
    }

    @Test
    void acousticScenes_evaluationListIsTheTestSet() throws IOException {
        StringBuilder table = new StringBuilder("filename\tscene_label\tidentifier\tsource_label\n");
        StringBuilder list = new StringBuilder("filename\tscene_label\n");
        for (int i = 0; i < 10; i++) {
            String scene = i % 2 == 0 ? "airport" : "tram";
            String name = "audio/" + scene + "-lisbon-1000-" + i + "-a.wav";
            sound("TAU-urban-acoustic-scenes/" + name, i % 2, 2);
            table.append(name + "\t" + scene + "\tlisbon-1000\ta\n");
            list.append(i < 4 ? name + "\t" + scene + "\n" : "");
        }
        text("TAU-urban-acoustic-scenes/meta.csv", table.toString());
        text("TAU-urban-acoustic-scenes/evaluation_setup/fold1_evaluate.csv", list.toString());

        String said = recipe("train", "TAU-urban-acoustic-scenes", "--test-list");

        assertSays(said, "6 training recordings, 4 test recordings, 2 classes");
        assertSays(said, "labels from column scene_label");
    }

    @Test
    void eventDetection_segmentsAreExamples() throws IOException {
        StringBuilder table = new StringBuilder("filename\tonset\toffset\tevent_label\n");
        for (int i = 0; i < 5; i++) {
            Path file = temporary.resolve("DESED/audio/" + i + ".wav");
            Files.createDirectories(file.getParent());
            WavFile.write(tones(4, 0, -1, 1, -1), RATE, file);
            table.append(i + ".wav\t0.1\t0.9\tSpeech\n" + i + ".wav\t2.1\t2.9\tAlarm_bell_ringing\n");
        }
        text("DESED/metadata.tsv", table.toString());

        String said = recipe("train", "DESED", "--labels");

        assertSays(said, "8 training recordings, 2 test recordings, 2 classes");
        assertSays(said, "segments from columns onset and offset");
    }

    @Test
    void xenoCanto_columnThatMatchesIsTheFile() throws IOException {
        StringBuilder table = new StringBuilder("id,gen,sp,ssp,en,rec,cnt,url,file,file-name,lic\n");
        for (int i = 0; i < 10; i++) {
            String bird = i % 2 == 0 ? "House Sparrow" : "Barn Swallow";
            String name = "XC" + (2000 + i) + " - " + bird + " - Genus species.wav";
            sound("xeno-canto/audio/" + name, i % 2, 2);
            table.append((2000 + i) + ",Genus,species,," + bird + ",recordist " + i / 2 + ",Spain,//example.org/" + i
                    + ",https://example.org/" + i + "/download," + name + ",\n");
        }
        text("xeno-canto/metadata.csv", table.toString());

        String said = recipe("train", "xeno-canto", "--label-column");

        assertSays(said, "files from column file-name (10 of 10 rows match), labels from column en");
        assertSays(said, "classes: Barn Swallow 4, House Sparrow 4");
    }

    @Test
    void raven_selectionsAndGapsAreExamples() throws IOException {
        for (int i = 0; i < 5; i++) {
            Path file = temporary.resolve("field-recordings/site" + i + ".wav");
            Files.createDirectories(file.getParent());
            WavFile.write(tones(6, 0, -1, 1, -1, 0, -1), RATE, file);
            text("field-recordings/site" + i + ".Table.1.selections.txt", """
                    Selection\tView\tChannel\tBegin Time (s)\tEnd Time (s)\tLow Freq (Hz)\tHigh Freq (Hz)\tSpecies
                    1\tWaveform 1\t1\t0.0\t1.0\t0\t8000\towl
                    1\tSpectrogram 1\t1\t0.0\t1.0\t300\t900\towl
                    2\tSpectrogram 1\t1\t2.0\t3.0\t300\t1500\tfox
                    3\tSpectrogram 1\t1\t4.0\t5.0\t300\t900\towl
                    """);
        }

        String said = recipe("train", "field-recordings", "--background");

        assertSays(said, "24 training recordings, 6 test recordings, 3 classes");
        assertSays(said, "classes: background 12, fox 4, owl 8");
    }
}
