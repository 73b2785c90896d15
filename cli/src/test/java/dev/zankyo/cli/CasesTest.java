package dev.zankyo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.audio.WavFile;
import dev.zankyo.data.Standardization;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.model.WeightInitializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests of inputs that are easily misread without a message. Each is read as it was meant, or a message names it with
 * the remedy. The test makes the files and prints a table of expected and actual outcomes.
 */
final class CasesTest {
    private static final int RATE = 8000;
    private static final List<String> NAMES = List.of("beep", "hiss", "sweep");
    private static final LogMelSpec FRONT_END = LogMelSpec.parse("digits,n_mels=4,frames=5");

    /** The first bytes of formats that need a decoder, by file extension. */
    private static final Map<String, byte[]> HEADS = heads();

    private static final List<String> OUTCOMES = new ArrayList<>();

    /**
     * A file whose name begins with an at sign. It lies in the working directory, so that it can be named without a
     * folder.
     */
    private static final Path AT = Path.of("@cases-test.wav");

    @TempDir
    private static Path models;

    private static Path model;
    private static String reference;

    @TempDir
    private Path folder;

    private final Random random = new Random(20);

    /** A maker of a case's files. */
    private interface Preparation {
        void write(CasesTest test) throws IOException;
    }

    /** The result of a run of the program. */
    private record Outcome(int exitCode, String said) {}

    /**
     * A case.
     *
     * @param command words of the command; D is the case's folder, M a model, Q the options of a short training
     * @param lines texts that the output contains
     * @param never a text that the output does not contain; empty for none
     */
    private record Case(
            String name, Preparation files, String command, int exitCode, List<String> lines, String never) {
        Case(String name, Preparation files, String command, int exitCode, String... lines) {
            this(name, files, command, exitCode, List.of(lines), "");
        }

        Case never(String text) {
            return new Case(name, files, command, exitCode, lines, text);
        }

        String expected() {
            return "exit code " + exitCode
                    + lines.stream().map(line -> "; " + line).collect(Collectors.joining())
                    + (never.isEmpty() ? "" : "; not: " + never);
        }

        String outcome(Outcome of) {
            String missing = lines.stream()
                    .filter(line -> of.said.lines().noneMatch(said -> said.contains(line)))
                    .map(line -> "; missing: " + line)
                    .collect(Collectors.joining());
            boolean said = !never.isEmpty() && of.said.contains(never);
            boolean right = of.exitCode == exitCode && missing.isEmpty() && !said;
            return right
                    ? "right"
                    : "exit code " + of.exitCode + missing + (said ? "; said: " + never : "") + " in\n" + of.said;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Map<String, byte[]> heads() {
        Map<String, String> heads = new TreeMap<>();
        heads.put("caf", "caff\0\1\0\0desc");
        heads.put("wv", "wvpk\100\0\0\0\20\4\0\0");
        heads.put("amr", "#!AMR\n");
        heads.put("mp4", "\0\0\0\40ftypmp42\0\0\0\0mp42isom");
        heads.put("3gp", "\0\0\0\40ftyp3gp4\0\0\0\0" + "3gp4isom");
        heads.put("w64", "riff\u002e\u0091\u00cf\u0011\u00a5\u00d6\u0028\u00db\u0004\u00c1\0\0");
        heads.put("sph", "NIST_1A\n   1024\n");
        heads.put("mka", "\u001a\u0045\u00df\u00a3\u009f\u0042\u0086\u0081");
        return heads.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, head -> (head.getValue() + "filling ".repeat(8))
                        .getBytes(StandardCharsets.ISO_8859_1)));
    }

    @BeforeAll
    static void prepare() throws IOException {
        var network = new ResNetConfig(4, 5, 2, 4, List.of(8), 1, 0.9f, 1e-3f);
        model = models.resolve("model.safetensors");
        var provenance = new Provenance("none", 1, "reference", "0.0.0-test", "4 bands x 5 frames");
        var weights = WeightInitializer.initialize(ResNet.graph(network), 1);
        ModelFile.write(
                model,
                new TrainedModel(network, List.of("a", "b"), new Standardization(-5, 3), provenance, weights)
                        .withFrontEnd(FRONT_END));
        Path sounds = models.resolve("reference");
        Files.createDirectories(sounds.resolve("k"));
        Files.write(sounds.resolve("k/plain.wav"), OddRecordings.plain());
        reference = row(sounds);
        assertEquals(1001, reference.split(",").length, reference);
    }

    @AfterAll
    static void printTable() {
        System.out.println("case | expected | outcome");
        OUTCOMES.forEach(System.out::println);
    }

    private static Outcome run(List<String> words) {
        var said = new StringWriter();
        int exitCode = Main.run(words.toArray(String[]::new), new PrintWriter(said), new PrintWriter(said));
        return new Outcome(exitCode, said.toString());
    }

    /** Returns the output of {@code features} for a folder with one recording. */
    private static String row(Path sounds) throws IOException {
        Path rows = sounds.resolveSibling("rows.csv");
        Outcome outcome = run(List.of("features", "--sounds", sounds.toString(), "--out", rows.toString()));
        return outcome.exitCode == 0 ? Files.readString(rows) : outcome.said;
    }

    private static void record(String name, String expected, String outcome) {
        OUTCOMES.add(
                name + " | " + expected + " | " + outcome.lines().findFirst().orElse(""));
    }

    static Stream<String> oddRecordings() {
        return OddRecordings.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("oddRecordings")
    void features_oddRecording_areThoseOfThePlainFile(String name) throws IOException {
        String ending = name.substring(name.lastIndexOf('.'));
        Path file = folder.resolve("sounds/k/odd" + ending);
        Files.createDirectories(file.getParent());
        Files.write(file, OddRecordings.all().get(name));

        String row = row(folder.resolve("sounds"));

        record(name, "the values of the plain file", row.equals(reference) ? "right" : "different");
        assertEquals(reference, row);
    }

    static Stream<Case> cases() {
        return Stream.of(sounds(), tables(), folders(), rows()).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void run_case_hasTheExpectedOutcome(Case one) throws IOException {
        Outcome outcome;
        try {
            one.files.write(this);
            outcome = run(words(one.command));
        } finally {
            Files.deleteIfExists(AT);
        }

        String result = one.outcome(outcome);
        record(one.name, one.expected(), result);
        assertEquals("right", result);
    }

    private List<String> words(String command) {
        List<String> words = new ArrayList<>();
        for (String word : command.split(" ")) {
            switch (word) {
                case "M" -> words.add(model.toString());
                case "Q" -> {
                    words.addAll(List.of("--epochs", "1", "--views", "1", "--width", "0.1", "--backend", "java"));
                    words.addAll(List.of(
                            "--no-cache",
                            "--restart",
                            "--out",
                            models.resolve("runs/" + folder.getFileName()).toString()));
                }
                default -> words.add(word.equals("D") || word.startsWith("D/") ? folder + word.substring(1) : word);
            }
        }
        return words;
    }

    private static List<Case> sounds() {
        String unknownLength = "the header does not know the length; the samples go on to the end of the file";
        return List.of(
                new Case(
                        "03 sizes 0",
                        test -> test.bytes("a.wav", OddRecordings.all().get("03 RIFF and data size 0.wav")),
                        "predict --model M --backend java D/a.wav",
                        0,
                        unknownLength),
                new Case(
                        "09 Git LFS pointer",
                        test -> test.text(
                                "a.wav",
                                "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0a".repeat(32)
                                        + "\nsize 8044\n"),
                        "predict --model M --backend java D/a.wav",
                        2,
                        "must be a sound file; got a Git LFS pointer (run git lfs pull in its folder to fetch the file)"),
                new Case(
                        "10 IMA ADPCM",
                        test -> test.bytes("a.wav", OddRecordings.imaAdpcm()),
                        "predict --model M --backend java D/a.wav",
                        2,
                        "WAV files with IMA ADPCM (tag 17) need a decoder",
                        "convert the file to 16-bit PCM WAV"),
                new Case(
                        "11 length of a stream, --strict",
                        test -> {
                            for (int i = 0; i < 8; i++) {
                                test.sound("sounds/" + i % 2 + "/" + i + ".wav", i % 2);
                                Path file = test.folder.resolve("sounds/" + i % 2 + "/" + i + ".wav");
                                byte[] bytes = Files.readAllBytes(file);
                                bytes[40] = bytes[41] = bytes[42] = (byte) 0xff;
                                bytes[43] = 0x7f;
                                Files.write(file, bytes);
                            }
                        },
                        "train --sounds D/sounds --strict Q",
                        0,
                        "note: 8 recordings are read though the header is odd",
                        unknownLength));
    }

    private static List<Case> tables() {
        String published = "id,gen,sp,ssp,en,rec,cnt,url,file,file-name,lic\n";
        IntFunction<String> bird = i -> (i % 2 == 0 ? "House Sparrow" : "Barn Swallow");
        IntFunction<String> xeno = i -> "XC" + (2000 + i) + " - " + bird.apply(i) + " - Genus species.wav";
        Function<String, Preparation> birds = header -> test -> test.audio(
                header,
                8,
                xeno,
                i -> (2000 + i) + ",Genus,species,," + bird.apply(i) + ",N.N.,Spain,//example.org/" + i
                        + ",https://example.org/" + i + "/download," + xeno.apply(i) + ",");
        Preparation severalLabels = test -> test.audio(
                "fname,labels\n",
                12,
                i -> i + ".wav",
                i -> i + ".wav," + (i % 6 == 0 ? "\"Bark,Hi-hat\"" : i % 2 == 0 ? "Bark" : "Hi-hat"));
        return List.of(
                new Case(
                        "23 decomposed names",
                        test -> test.audio(
                                "file,label\n",
                                8,
                                i -> Normalizer.normalize(umlaut(i), Normalizer.Form.NFD) + "_" + i + ".wav",
                                i -> umlaut(i) + "_" + i + ".wav," + umlaut(i)),
                        "train --sounds D/audio --labels D/table.csv Q",
                        0,
                        "6 training recordings, 2 test recordings, 2 classes",
                        "files from column file (8 of 8 rows match), labels from column label",
                        "classes: H\u00fcndin 3, V\u00f6gel 3"),
                new Case(
                        "25 xeno-canto, column label",
                        birds.apply(published.replace(",en,", ",label,")),
                        "train --sounds D/audio --labels D/table.csv Q",
                        0,
                        "files from column file-name (8 of 8 rows match), labels from column label",
                        "classes: Barn Swallow 3, House Sparrow 3"),
                new Case(
                        "25 xeno-canto as published",
                        birds.apply(published),
                        "train --sounds D/audio --labels D/table.csv Q",
                        2,
                        "table.csv:1: a column must hold the labels",
                        "(give --label-column, by name)"),
                new Case(
                        "25 xeno-canto with its columns",
                        birds.apply(published),
                        "train --sounds D/audio --labels D/table.csv --file-column file-name --label-column en Q",
                        0,
                        "files from column file-name (8 of 8 rows match), labels from column en",
                        "classes: Barn Swallow 3, House Sparrow 3"),
                new Case(
                        "26 several labels",
                        severalLabels,
                        "train --sounds D/audio --labels D/table.csv Q",
                        0,
                        "warning: 1 class is a list of labels; each list becomes a class, because a recording has one label"),
                new Case(
                        "26 several labels, --strict",
                        severalLabels,
                        "train --sounds D/audio --labels D/table.csv --strict Q",
                        2,
                        "--strict allows no problem with the recordings; got 1 finding"),
                new Case(
                        "27 AudioSet",
                        test -> test.audio(
                                "# Segments csv created\n# num_ytids=8\n"
                                        + "# YTID, start_seconds, end_seconds, positive_labels\n",
                                8,
                                i -> "yt00000000" + i + ".wav",
                                i -> "yt00000000" + i + ", 30.000, 40.000, \"/m/0" + i % 2 + "\""),
                        "train --sounds D/audio --labels D/table.csv Q",
                        0,
                        "classes: /m/00 3, /m/01 3",
                        "the times of the table lie outside its recordings, which seem to have been cut already"),
                new Case(
                        "28 onset and offset",
                        test -> test.audio(
                                "filename,onset,offset,label\n",
                                8,
                                i -> i + ".wav",
                                i -> i + ".wav,0.02,0.08,dog\n" + i + ".wav,0.10,0.18,speech"),
                        "train --sounds D/audio --labels D/table.csv Q",
                        0,
                        "12 training recordings, 4 test recordings, 2 classes",
                        "labels from column label, segments from columns onset and offset"));
    }

    private static List<Case> folders() {
        Preparation unequal = test -> {
            test.classOf("speech", 18, 0);
            test.classOf("cough", 2, 1);
        };
        return List.of(
                new Case(
                        "20 folders of a split",
                        test -> {
                            for (String part : List.of("train", "val", "test")) {
                                test.classOf(part + "/beep", part.equals("train") ? 4 : 2, 0);
                                test.classOf(part + "/hiss", part.equals("train") ? 4 : 2, 1);
                            }
                        },
                        "train --sounds D Q",
                        0,
                        "8 training recordings, 4 test recordings, 2 classes",
                        "classes: beep 4, hiss 4",
                        "folders are the parts of a split, and the folders below are the classes",
                        "4 validation recordings held out to choose an epoch by"),
                new Case(
                                "29 one recording a class",
                                test -> {
                                    test.classOf("beep", 1, 0);
                                    test.classOf("hiss", 1, 1);
                                    test.classOf("sweep", 1, 2);
                                },
                                "train --sounds D Q",
                                2,
                                "every class needs at least 2 recordings, one to test on; got one of each class (add recordings,"
                                        + " or give others to test on with --test-sounds)")
                        .never("--test-pattern"),
                new Case(
                        "30 endings of WAV files",
                        test -> {
                            test.endings((wav, ending) -> wav);
                            test.text("beep/notes.xyz", "none");
                        },
                        "train --sounds D Q",
                        0,
                        "20 training recordings, 4 test recordings, 2 classes",
                        "1 other file skipped (1 .xyz)"),
                new Case(
                        "30 endings of other formats",
                        test -> test.endings((wav, ending) -> HEADS.getOrDefault(ending, wav)),
                        "train --sounds D Q",
                        0,
                        "6 training recordings, 2 test recordings, 2 classes",
                        "skipped: beep/x.amr: AMR files need a decoder",
                        "skipped: beep/x.caf: Core Audio files need a decoder",
                        "skipped: beep/x.mka: Matroska files need a decoder",
                        "skipped: beep/x.mp4: MPEG-4 files need a decoder",
                        "skipped: beep/x.sph: NIST SPHERE files need a decoder",
                        "skipped: beep/x.w64: Sony Wave64 files need a decoder",
                        "skipped: beep/x.wv: WavPack files need a decoder",
                        "skipped: 6 more files"),
                new Case("32 unequal classes", unequal, "train --sounds D Q", 0, "pass --balance sampling"),
                new Case(
                                "32 unequal classes, balanced",
                                unequal,
                                "train --sounds D --balance sampling --strict Q",
                                0,
                                "classes: cough 1, speech 14")
                        .never("warning"),
                new Case(
                        "33 table beside the sounds",
                        test -> {
                            test.sound("audio/100-0-0-0.wav", 0);
                            test.sound("audio/101-1-0-1.wav", 1);
                            test.text(
                                    "metadata/UrbanSound8K.csv",
                                    "slice_file_name,fsID,start,end,salience,fold,classID,class\n"
                                            + "100-0-0-0.wav,100,0,4,1,1,0,dog_bark\n101-1-0-1.wav,101,0,4,1,1,1,siren\n");
                        },
                        "predict --model M --backend java D",
                        0,
                        "1 other file skipped (1 .csv without rows)",
                        "100-0-0-0.wav: ",
                        "101-1-0-1.wav: "),
                new Case(
                        "35 at sign",
                        CasesTest::atSign,
                        "predict --model M --backend java " + AT + " D/home.wav",
                        0,
                        AT + ": ",
                        "home.wav: "),
                new Case(
                        "35 at sign after --",
                        CasesTest::atSign,
                        "predict --model M --backend java -- " + AT + " D/home.wav",
                        0,
                        AT + ": ",
                        "home.wav: "));
    }

    private static List<Case> rows() {
        String train = "train --train D/train.csv --test D/test.csv --bands 4 --frames 6 Q";
        Preparation labelLast = test -> test.rows((label, values) -> values + "," + label, true);
        Preparation nameLast = test -> test.rows((label, values) -> values + "," + NAMES.get(label), false);
        return List.of(
                new Case(
                        "40 label last, whole numbers",
                        labelLast,
                        train,
                        2,
                        "label must be in the first column; expected classes, got",
                        "3 whole numbers in the last (0, 1, 2) (pass --label-position last"),
                new Case(
                        "40 label last, whole numbers, --label-position last",
                        labelLast,
                        train + " --label-position last",
                        0,
                        "classes: 0 12, 1 12, 2 12"),
                new Case(
                        "41 semicolons and decimal commas",
                        test -> test.rows(
                                (label, values) -> NAMES.get(label) + ";"
                                        + values.replace(',', ';').replace('.', ','),
                                false),
                        train,
                        0,
                        "train.csv: values separated by semicolons, decimals after a comma",
                        "classes: beep 12, hiss 12, sweep 12"),
                new Case(
                        "42 zip archive",
                        CasesTest::zip,
                        train,
                        2,
                        "train.csv: must be CSV text, plain or gzipped; got a zip archive (unpack it, or gzip it)"),
                new Case(
                        "42 the table in it",
                        test -> test.rows((label, values) -> NAMES.get(label) + "," + values, false),
                        train,
                        0,
                        "classes: beep 12, hiss 12, sweep 12"),
                new Case(
                        "45 label last, names",
                        nameLast,
                        train,
                        2,
                        "train.csv:1:1: label must be in the first column; expected a class, got the value",
                        "\"beep\" in the last column (pass --label-position last)"),
                new Case(
                        "45 label last, names, --label-position last",
                        nameLast,
                        train + " --label-position last",
                        0,
                        "classes: beep 12, hiss 12, sweep 12"));
    }

    /**
     * Checks names in a JVM that was started without a locale, where it decodes file names as ASCII. The test of the
     * launcher starts the program with {@code java -jar}.
     */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "names are in UTF-8 there whatever the locale")
    void features_classesThatAsciiCannotTell_areThree() throws IOException, InterruptedException {
        for (String label : List.of("Bus", "B\u00e4r", "B\u00fcr")) {
            classOf("sounds/" + label, 2, 0);
        }
        Path rows = folder.resolve("rows.csv");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "features",
                "--sounds",
                folder.resolve("sounds").toString(),
                "--out",
                rows.toString());
        builder.environment().put("LC_ALL", "C");
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile());

        int exitCode = builder.start().waitFor();

        assertEquals(0, exitCode, Files.readString(folder.resolve("said.txt")));
        Map<String, Long> classes = Files.readAllLines(rows).stream()
                .collect(Collectors.groupingBy(
                        line -> line.substring(0, line.indexOf(',')), TreeMap::new, Collectors.counting()));
        Map<String, Long> expected = new TreeMap<>(Map.of("Bus", 2L, "B\u00e4r", 2L, "B\u00fcr", 2L));
        record(
                "22 classes that ASCII cannot tell",
                expected.toString(),
                classes.equals(expected) ? "right" : "" + classes);
        assertEquals(expected, classes);
    }

    /** Writes 36 training rows and 12 test rows of three classes. A line is made of a label and of values. */
    private void rows(BiFunction<Integer, String, String> line, boolean wholeNumbers) throws IOException {
        for (String file : List.of("train.csv", "test.csv")) {
            String lines = IntStream.range(0, file.equals("test.csv") ? 12 : 36)
                    .mapToObj(row -> line.apply(row % 3, values(wholeNumbers)) + "\n")
                    .collect(Collectors.joining());
            text(file, lines);
        }
    }

    private String values(boolean wholeNumbers) {
        return IntStream.range(0, 24)
                .mapToObj(i -> wholeNumbers
                        ? Integer.toString(random.nextInt(23))
                        : String.format(Locale.ROOT, "%.4f", -8 + random.nextGaussian()))
                .collect(Collectors.joining(","));
    }

    private void zip() throws IOException {
        rows((label, values) -> NAMES.get(label) + "," + values, false);
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("train.csv"));
            zip.write(Files.readAllBytes(folder.resolve("train.csv")));
        }
        bytes("train.csv", bytes.toByteArray());
    }

    /** Writes four WAV files for each of two classes, and one file for each extension of {@link #HEADS}. */
    private void endings(BiFunction<byte[], String, byte[]> content) throws IOException {
        for (String label : List.of("beep", "hiss")) {
            classOf(label, 4, label.equals("beep") ? 0 : 1);
            for (String ending : HEADS.keySet()) {
                sound("one.wav", label.equals("beep") ? 0 : 1);
                byte[] wav = Files.readAllBytes(folder.resolve("one.wav"));
                bytes(label + "/x." + ending, content.apply(wav, ending));
            }
        }
        Files.delete(folder.resolve("one.wav"));
    }

    private static String umlaut(int i) {
        return i % 2 == 0 ? "V\u00f6gel" : "H\u00fcndin";
    }

    private void atSign() throws IOException {
        sound("home.wav", 0);
        Files.copy(folder.resolve("home.wav"), AT);
    }

    private void bytes(String name, byte[] bytes) throws IOException {
        assumeTrue(
                StandardCharsets.US_ASCII.newEncoder().canEncode(name)
                        || "UTF-8".equals(System.getProperty("sun.jnu.encoding")),
                "this platform cannot write such names");
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private void text(String name, String text) throws IOException {
        bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes noise with a tone near that of a label, so that no two recordings are alike. */
    private void sound(String name, int label) throws IOException {
        bytes(name, new byte[0]);
        double hertz = 400 + 700 * label + random.nextInt(400);
        double[] samples = new double[RATE / 5];
        for (int n = 0; n < samples.length; n++) {
            samples[n] = 0.3 * Math.sin(2 * Math.PI * hertz * n / RATE) + 0.1 * random.nextGaussian();
        }
        WavFile.write(samples, RATE, folder.resolve(name));
    }

    private void classOf(String name, int count, int label) throws IOException {
        for (int i = 0; i < count; i++) {
            sound(name + "/" + i + ".wav", label);
        }
    }

    /** Writes recordings to a folder {@code audio}, and a table with one or more lines for each. */
    private void audio(String header, int count, IntFunction<String> name, IntFunction<String> line)
            throws IOException {
        StringBuilder table = new StringBuilder(header);
        for (int i = 0; i < count; i++) {
            sound("audio/" + name.apply(i), i % 2);
            table.append(line.apply(i)).append('\n');
        }
        text("table.csv", table.toString());
    }
}
