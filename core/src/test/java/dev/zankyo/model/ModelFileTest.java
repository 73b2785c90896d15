package dev.zankyo.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.backend.Weights;
import dev.zankyo.data.Standardization;
import dev.zankyo.io.Digest;
import dev.zankyo.io.Safetensors;
import dev.zankyo.io.Safetensors.Tensor;
import dev.zankyo.model.Calibration.Source;
import dev.zankyo.model.TrainedModel.Provenance;
import dev.zankyo.model.TrainingDataSummary.ClipLengths;
import dev.zankyo.random.CounterRandom;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of {@link ModelFile}. Every draw uses the seed {@value #SEED}. */
class ModelFileTest {
    private static final long SEED = 7;
    private static final ResNetConfig SMALL = new ResNetConfig(5, 7, 3, 2, List.of(4, 8), 1, 0.9f, 1e-3f);

    @TempDir
    Path folder;

    @Test
    void roundTrip_original_isBitExact() {
        TrainedModel model = model(ResNetConfig.original(8), List.of("0", "1", "2", "3", "4", "5", "6", "7"));
        TrainedModel read = roundTrip(model);
        assertEquals(model.config(), read.config());
        assertEquals(model.classes(), read.classes());
        assertEquals(model.standardization(), read.standardization());
        assertEquals(model.provenance(), read.provenance());
        assertBitsEqual(model.weights().parameters(), read.weights().parameters());
        assertBitsEqual(model.weights().movingStatistics(), read.weights().movingStatistics());
    }

    @Test
    void roundTrip_oddTextAndExtremeNumbers_isExact() {
        List<String> classes = List.of("", "clap \"loud\"\n", "\u5b57\ud83c\udfb5");
        var provenance = new Provenance("x\ty", Long.MIN_VALUE, "", "\\", "{\"a\":1}");
        var standardization = new Standardization(-3.4028235e38f, Float.MIN_VALUE);
        Weights weights = model(SMALL, classes).weights();
        weights.parameters()[0] = -0f;
        weights.parameters()[1] = Float.MIN_VALUE;
        weights.parameters()[2] = -Float.MAX_VALUE;
        TrainedModel read = roundTrip(new TrainedModel(SMALL, classes, standardization, provenance, weights));
        assertEquals(classes, read.classes());
        assertEquals(provenance, read.provenance());
        assertEquals(standardization, read.standardization());
        assertBitsEqual(weights.parameters(), read.weights().parameters());
    }

    @Test
    void roundTrip_about_isExact() {
        TrainedModel model = model(SMALL, List.of("a", "b", "c"));
        assertEquals(About.NONE, roundTrip(model).about());
        var about = new About(Optional.of("CC-BY-4.0"), Optional.of("Tells \"bells\"\nfrom hums. \u5b57"));
        assertEquals(about, roundTrip(model.withAbout(about)).about());
        assertEquals(
                about.license(),
                roundTrip(model.withAbout(About.NONE.withLicense("CC-BY-4.0")))
                        .about()
                        .license());
    }

    /** Checks that a version which knows other metadata can read the file, as earlier versions read a license. */
    @Test
    void read_unknownMetadata_areIgnored() {
        TrainedModel model = model(SMALL, List.of("a", "b", "c"));
        Path file = folder.resolve("model.safetensors");
        ModelFile.write(file, model);
        Safetensors content = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        metadata.put("something_new", "x");
        new Safetensors(metadata, content.tensors()).write(file);
        assertEquals(model.classes(), ModelFile.read(file).classes());
    }

    @Test
    void about_blankOrEndless_isRefused() {
        var blank = assertThrows(InputException.class, () -> About.NONE.withLicense(" "));
        assertEquals("license: must be a text; expected 1 to 200 characters, got none", blank.getMessage());
        var endless = assertThrows(InputException.class, () -> About.NONE.withDescription("x".repeat(10_001)));
        assertEquals("description: must be a text; expected 1 to 10000 characters, got 10001", endless.getMessage());
    }

    @Test
    void roundTrip_calibration_isExact() {
        float[] prototypes = new float[3 * 8];
        for (int i = 0; i < prototypes.length; i++) {
            prototypes[i] = (float) CounterRandom.of(SEED).gaussian(i);
        }
        var calibration = new Calibration(
                1.2345678f,
                Source.VALIDATION,
                80,
                0.1f,
                0.02f,
                new OutOfDistributionDetector(0.87654321f, 8, prototypes));
        TrainedModel read = roundTrip(model(SMALL, List.of("a", "b", "c")).withCalibration(Optional.of(calibration)));
        Calibration found = read.calibration().orElseThrow();
        assertEquals(1.2345678f, found.temperature());
        assertEquals(Source.VALIDATION, found.source());
        assertEquals(80, found.rows());
        assertEquals(0.1f, found.errorBefore());
        assertEquals(0.02f, found.errorAfter());
        assertEquals(0.87654321f, found.detector().threshold());
        assertEquals(8, found.detector().features());
        assertBitsEqual(prototypes, found.detector().prototypes());
    }

    /** Checks a text of version 0.1.0, which fitted every temperature on the test set and always used it. */
    @Test
    void read_calibrationOfAnEarlierVersion_isOfTheTestSet() {
        String text =
                "{\"temperature\":1.5,\"rows\":80,\"error_before\":0.0894,\"error_after\":0.1118,\"threshold\":0.5}";
        Calibration found = MetadataJson.calibration(text, 1, new float[1]);
        assertEquals(Source.TEST, found.source());
        assertEquals(1.5f, found.temperature());
        assertTrue(found.rescales());
        assertEquals(0.1118f, found.error());
        assertEquals(text, MetadataJson.write(found));
    }

    @Test
    void read_withoutCalibration_hasNone() {
        assertEquals(
                Optional.empty(),
                roundTrip(model(SMALL, List.of("a", "b", "c"))).calibration());
    }

    @Test
    void roundTrip_trainingData_isExact() {
        DigestFilter first = DigestFilter.of(3, Stream.of("a", "b", "c").map(Digest::of));
        DigestFilter second = DigestFilter.of(1, Stream.of(Digest.of("d")));
        var lengths = new ClipLengths(1.25f, 3.5f);
        TrainedModel model = model(SMALL, List.of("a", "b", "c"));
        for (Optional<ClipLengths> clips : List.of(Optional.of(lengths), Optional.<ClipLengths>empty())) {
            var earlier = new TrainingDataSummary(List.of(second), Optional.empty());
            var written = new TrainingDataSummary(List.of(first), clips).after(earlier);
            TrainingDataSummary read = roundTrip(model.withTrainingData(Optional.of(written)))
                    .trainingData()
                    .orElseThrow();
            assertEquals(clips, read.clips());
            assertEquals(2, read.digests().size());
            assertEquals(16, read.digests().get(0).hashes());
            assertArrayEquals(first.words(), read.digests().get(0).words());
            assertArrayEquals(second.words(), read.digests().get(1).words());
            assertTrue(Stream.of("a", "b", "c", "d").map(Digest::of).allMatch(read::mayContain));
            assertFalse(read.mayContain(Digest.of("e")));
            assertEquals(first.falsePositiveRate() + second.falsePositiveRate(), read.falsePositiveRate(), 1e-9);
        }
        assertEquals(Optional.empty(), roundTrip(model).trainingData());
    }

    @Test
    void read_damagedTrainingData_isRefused() {
        String good = "{\"hashes\":[3],\"words\":[1]}";
        Tensor words = new Tensor(List.of(1), LongBuffer.allocate(1));
        String missing = "training_data.digests: must be a list of words; expected shape [N], got ";
        assertRefused(missing + "none", (m, t) -> m.put("training_data", good));
        assertRefused(missing + "[1, 1]", (m, t) -> {
            m.put("training_data", good);
            t.put("training_data.digests", new Tensor(List.of(1, 1), LongBuffer.allocate(1)));
        });
        assertRefused("training_data.digests: dtype must be I64; got F32", (m, t) -> {
            m.put("training_data", good);
            t.put("training_data.digests", new Tensor(List.of(1), FloatBuffer.allocate(1)));
        });
        assertRefused("metadata training_data: digests: must have 1 .. 131072 words; got 131073", (m, t) -> {
            m.put("training_data", "{\"hashes\":[3],\"words\":[131073]}");
            t.put("training_data.digests", new Tensor(List.of(131_073), LongBuffer.allocate(131_073)));
        });
        String divided = "words: must divide the words of the digests among the filters; expected ";
        Map<String, String> bad = Map.of(
                "{\"hashes\":[0],\"words\":[1]}", "hashes: must be in 1 .. 16; got 0",
                "{\"hashes\":[17],\"words\":[1]}", "hashes: must be in 1 .. 16; got 17",
                "{\"hashes\":[],\"words\":[]}", divided + "0 of 1, got 0 of 0",
                "{\"hashes\":[3],\"words\":[2]}", divided + "1 of 1, got 1 of 2",
                "{\"hashes\":[3,3],\"words\":[2,-1]}", divided + "2 of 1, got 2 of 1",
                "{\"hashes\":[3],\"words\":[1],\"a\":1}", "median_seconds: must be a number; got none",
                "{\"hashes\":[3],\"words\":[1],\"median_seconds\":2,\"percentile_95_seconds\":1}",
                        "clip lengths: must be finite, the median at most the 95th percentile; got 2.0 and 1.0",
                "{\"hashes\":[3],\"words\":[1],\"median_seconds\":1,\"percentile_95_seconds\":1,\"x\":1}",
                        "x: must be a known field");
        bad.forEach((json, reason) -> assertRefused("metadata training_data: " + reason, (m, t) -> {
            m.put("training_data", json);
            t.put("training_data.digests", words);
        }));
    }

    @Test
    void read_damagedCalibration_isRefused() {
        String good = "{\"temperature\":1,\"rows\":9,\"error_before\":0,\"error_after\":0,\"threshold\":0.5}";
        Tensor prototypes = new Tensor(List.of(1, 8), FloatBuffer.allocate(8));
        assertRefused(
                "calibration.prototypes: shape must fit the network; expected [N, 8], got none",
                (m, t) -> m.put("calibration", good));
        assertRefused("calibration.prototypes: shape must fit the network; expected [N, 8], got [2, 4]", (m, t) -> {
            m.put("calibration", good);
            t.put("calibration.prototypes", new Tensor(List.of(2, 4), FloatBuffer.allocate(8)));
        });
        assertRefused("calibration.prototypes: elements must be finite; got NaN", (m, t) -> {
            m.put("calibration", good);
            t.put(
                    "calibration.prototypes",
                    new Tensor(List.of(1, 8), FloatBuffer.allocate(8).put(3, Float.NaN)));
        });
        assertRefused("metadata calibration: temperature: must be positive and finite; got -1.0", (m, t) -> {
            m.put("calibration", good.replace("\"temperature\":1", "\"temperature\":-1"));
            t.put("calibration.prototypes", prototypes);
        });
        assertRefused("metadata calibration: threshold: must be a cosine; expected -1 .. 1, got 2.0", (m, t) -> {
            m.put("calibration", good.replace("0.5", "2.0"));
            t.put("calibration.prototypes", prototypes);
        });
        assertRefused("metadata calibration: source: must be the rows of the calibration; expected one of", (m, t) -> {
            m.put("calibration", good.replace("}", ",\"source\":\"training\"}"));
            t.put("calibration.prototypes", prototypes);
        });
        assertRefused(
                "calibration.prototypes: must not be in the file",
                (m, t) -> t.put("calibration.prototypes", prototypes));
    }

    @Test
    void roundTrip_frontEnd_isKeptToTheLastDigit() {
        ResNetConfig network = SMALL.withInput(5, 7);
        LogMelSpec spec = LogMelSpec.parse("librosa,n_mels=5,frames=7,f_min=0.1,floor=1.2345678901234567e-9");
        TrainedModel model = model(network, List.of("a", "b", "c"));
        assertEquals(Optional.empty(), roundTrip(model).frontEnd(), "a model of rows, and of files written before");
        assertEquals(Optional.of(spec), roundTrip(model.withFrontEnd(spec)).frontEnd());
    }

    @Test
    void read_frontEndThatIsNone_isRefused() {
        String whole = MetadataJson.write(LogMelSpec.parse("digits,n_mels=5,frames=7"));
        assertRefused("metadata front_end: ", (metadata, tensors) -> metadata.put("front_end", "{}"));
        assertRefused(
                "metadata front_end: hop_length: expected a whole number, got 1.5",
                (metadata, tensors) -> metadata.put("front_end", whole.replace("length\":128", "length\":1.5")));
        assertRefused(
                "metadata front_end: log-mel: f_max must be at most half the sample rate; got 5000.0",
                (metadata, tensors) -> metadata.put("front_end", whole.replace("4000.0", "5000.0")));
        assertRefused(
                "front end: must fit the network; expected 5 bands x 7 frames, got 6 x 7",
                (metadata, tensors) -> metadata.put("front_end", whole.replace("mels\":5", "mels\":6")));
    }

    @Test
    void roundTrip_randomStandardization_keepsEveryFloat() {
        CounterRandom random = CounterRandom.of(SEED);
        for (int i = 0; i < 200; i++) {
            float mean = (float) random.uniform(2 * i, -20, 20);
            float deviation = Float.intBitsToFloat((int) random.uniform(2 * i + 1, 1, 0x7f800000));
            var standardization = new Standardization(mean, deviation);
            assertEquals(standardization, MetadataJson.standardization(MetadataJson.write(standardization)));
        }
    }

    @Test
    void write_model_holdsCanonicalNamesAndReadableMetadata() {
        Path file = folder.resolve("model.safetensors");
        TrainedModel model = model(SMALL, List.of("a", "b", "c"));
        ModelFile.write(file, model);
        Safetensors content = Safetensors.read(file);
        List<String> names = List.copyOf(content.tensors().keySet());
        assertEquals(
                List.of("stem.weight", "stem.bias", "stage1.block0.conv1.weight", "stage1.block0.conv1.bias"),
                names.subList(0, 4));
        assertEquals("head.bn.moving_variance", names.get(names.size() - 1));
        assertEquals(List.of(2, 1, 3, 3), content.tensors().get("stem.weight").shape());
        assertEquals(List.of(3, 8), content.tensors().get("head.dense.weight").shape());
        assertEquals(
                """
                format = zankyo-resnet
                format_version = 1
                version = 0.0.0-test
                config = {"bands":5,"frames":7,"classes":3,"stem_filters":2,"stage_filters":[4,8],\
                "blocks_per_stage":1,"momentum":0.9,"epsilon":0.001}
                classes = ["a","b","c"]
                standardization = {"mean":-7.25,"deviation":2.5}
                input = 5 bands x 7 frames
                recipe = default
                seed = 42
                backend = reference
                """.lines().toList(),
                content.metadata().entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue())
                        .toList());
        // Checks the place in the file, not only the name: the values of the last tensor are the last of the vector.
        FloatBuffer last = content.tensors().get("head.bn.moving_variance").floats();
        float[] moving = model.weights().movingStatistics();
        assertEquals(moving[moving.length - 1], last.get(last.limit() - 1));
    }

    /** Checks that renaming anything in Java changes neither a key nor a value, and so not one byte. */
    @Test
    void write_modelWithEverything_hasTheseTextsAndBytes() throws IOException {
        Path file = folder.resolve("model.safetensors");
        float[] prototypes = {1, 2, 3, 4, 5, 6, 7, 8};
        var calibration = new Calibration(
                1.5f, Source.TEST, 20, 0.5f, 0.25f, new OutOfDistributionDetector(0.75f, 8, prototypes));
        TrainedModel model = model(SMALL, List.of("a", "b", "c"));
        for (float[] vector :
                List.of(model.weights().parameters(), model.weights().movingStatistics())) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = i / 64f; // drawn ones might differ in the last bit from machine to machine
            }
        }
        ModelFile.write(
                file,
                model.withFrontEnd(LogMelSpec.parse("general,n_mels=5,frames=7"))
                        .withCalibration(Optional.of(calibration)));

        Map<String, String> metadata = Safetensors.readChecked(file).metadata();
        assertEquals(
                List.of(
                        "format",
                        "format_version",
                        "version",
                        "config",
                        "classes",
                        "standardization",
                        "front_end",
                        "input",
                        "recipe",
                        "seed",
                        "backend",
                        "calibration"),
                List.copyOf(metadata.keySet()));
        assertEquals("""
                {"sample_rate":16000,"n_fft":512,"win_length":400,"hop_length":250,"n_mels":5,"f_min":20.0,\
                "f_max":8000.0,"mel_scale":"htk","norm":"none","power":2,"window":"hann","pad_mode":"reflect",\
                "normalized":"full_scale","floor":1.0E-7,"level":"peak","fit":"whole","top_db":60.0,"frames":7}\
                """, metadata.get("front_end"));
        assertEquals("""
                {"temperature":1.5,"rows":20,"error_before":0.5,"error_after":0.25,"threshold":0.75}\
                """, metadata.get("calibration"));
        assertEquals("d6cb2d95e2dfdbd15445cda1146a02e61a937b18901aedde694a1f6fb30572d2", Digest.of(file));
    }

    /**
     * Reads a model as version 0.1 wrote it, and the same model after safetensors 0.8.0 for Python loaded it with a
     * content checksum and saved it again, with keys and tensors in another order.
     */
    @Test
    void read_modelsOfVersion01AndOfPythonsSafetensors_areEqual() {
        TrainedModel old = ModelFile.read(resource("first-checksum.safetensors"));
        TrainedModel rewritten = ModelFile.read(resource("rewritten-by-python.safetensors"));
        assertEquals(List.of("a", "\u00fc"), old.classes());
        assertEquals(old.config(), rewritten.config());
        assertEquals(old.classes(), rewritten.classes());
        assertEquals(old.provenance(), rewritten.provenance());
        assertBitsEqual(old.weights().parameters(), rewritten.weights().parameters());
        assertBitsEqual(old.weights().movingStatistics(), rewritten.weights().movingStatistics());
    }

    private static Path resource(String name) {
        try {
            return Path.of(ModelFileTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            format          | other | must be a model written by this program; expected format zankyo-resnet in the metadata, got other
            format          |       | must be a model written by this program; expected format zankyo-resnet in the metadata, got none
            format_version  | 2     | format version must be known; expected 1, got 2 (use the version that wrote it, 0.0.0-test)
            config          |       | metadata config: must be in the file; it is missing
            config          | null  | metadata config: must be an object
            config          | {     | metadata config: must be JSON; Unexpected end-of-input
            config          | {}    | metadata config: bands: must be a whole number; got none
            config          | C[0]  | metadata config: stage filters: must be in 1..65536; got 0
            config          | C[null] | metadata config: must consist of objects, lists, strings and numbers
            config          | C[4.5] | metadata config: stage_filters: must be a list of whole numbers; got 4.5
            config          | C["4"] | metadata config: stage_filters: must be a list of whole numbers; got 4
            config          | C[[4]] | metadata config: stage_filters: must be a list of whole numbers; got [4]
            config          | C4    | metadata config: stage_filters: must be a list of whole numbers; got 4
            config          | C[5000000000] | metadata config: must be JSON; Numeric value
            config          | C[4,12] | stage2.block0.conv1.weight: shape must fit the network; expected [3, 4, 1, 1], got [2, 4, 1, 1]
            config          | C[4]  | head.bn.gamma: shape must fit the network; expected [4], got [8]
            config          | C[4,8,8] | stage3.block0.conv1.weight: must be in the file; it is missing
            classes         | ["a","b"] | classes: there must be one for each unit of the last layer; expected 3 names, got 2
            classes         | ["a","b","b"] | classes: must differ from one another
            classes         | ["a","b",null] | metadata classes: must consist of objects, lists, strings and numbers
            classes         | ["a","b",3] | metadata classes: must be a list of strings; got 3
            classes         | {"a":1} | metadata classes: must be a list of strings; got {a=1}
            classes         | "a"   | metadata classes: must be a list of strings; got a
            classes         | ``    | metadata classes: must consist
            classes         | ["a","b","c"] x | metadata classes: must be JSON; Unrecognized token
            classes         | ["a","b","c"] 1 | metadata classes: must end after its value
            standardization | {"mean":0,"deviation":0} | metadata standardization: standardization: mean must be finite and deviation positive
            standardization | {"mean":0} | metadata standardization: deviation: must be a number; got none
            standardization | {"mean":null,"deviation":1} | metadata standardization: must consist of objects, lists, strings and numbers
            standardization | {"mean":{"x":1},"deviation":1} | metadata standardization: mean: must be a number; got {x=1}
            standardization | {"mean":"0","deviation":1} | metadata standardization: mean: must be a number; got 0
            standardization | {"mean":0,"deviation":1e39} | metadata standardization: standardization: mean must be finite
            standardization | {"mean":0,"deviation":1,"x":1} | metadata standardization: x: must be a known field
            standardization | {"mean":0,"mean":0,"deviation":1} | metadata standardization: must be JSON; Duplicate field 'mean'
            seed            | 1e3   | metadata seed: must be a whole number of 64 bits; got 1e3
            recipe          |       | metadata recipe: must be in the file; it is missing
            """)
    void read_otherMetadata_isRefused(String key, String value, String reason) {
        assertRefused(
                reason,
                (metadata, tensors) -> metadata.compute(
                        key,
                        (k, old) -> value == null || !value.startsWith("C")
                                ? value
                                : old.replace("[4,8]", value.substring(1))));
    }

    @Test
    void read_gapsAndSurplus_areRefused() {
        assertRefused(
                "stem.bias: must be in the file; it is missing", (metadata, tensors) -> tensors.remove("stem.bias"));
        assertRefused(
                "extra: must not be in the file; the network has no tensor of that name",
                (metadata, tensors) -> tensors.put("extra", tensors.get("stem.bias")));
        assertRefused(
                "stem.bias: shape must fit the network; expected [2], got [1, 2]",
                (metadata, tensors) -> tensors.put(
                        "stem.bias",
                        new Tensor(List.of(1, 2), tensors.get("stem.bias").floats())));
    }

    @Test
    void read_tensorsOfIntegers_areRefused() {
        assertRefused(
                "stem.bias: dtype must be F32; got I32",
                (metadata, tensors) -> tensors.put("stem.bias", new Tensor(List.of(2), IntBuffer.allocate(2))));
        String calibration = "{\"temperature\":1,\"rows\":9,\"error_before\":0,\"error_after\":0,\"threshold\":0.5}";
        assertRefused("calibration.prototypes: dtype must be F32; got I64", (metadata, tensors) -> {
            metadata.put("calibration", calibration);
            tensors.put("calibration.prototypes", new Tensor(List.of(1, 8), LongBuffer.allocate(8)));
        });
    }

    @Test
    void read_unusableNumbers_areRefusedByTheTensorsName() {
        assertRefused("stem.bias: element 1 must be finite; got NaN", withValue("stem.bias", Float.NaN));
        assertRefused(
                "head.dense.bias: element 1 must be finite; got -Infinity",
                withValue("head.dense.bias", Float.NEGATIVE_INFINITY));
        assertRefused(
                "head.bn.moving_mean: element 1 must be finite; got Infinity",
                withValue("head.bn.moving_mean", Float.POSITIVE_INFINITY));
        assertRefused(
                "head.bn.moving_variance: element 1 must be finite and not negative; got -1.0E-6",
                withValue("head.bn.moving_variance", -1e-6f));
    }

    @Test
    void read_enormousConfig_isRefusedBeforeAnythingIsAllocated() {
        String enormous = """
                {"bands":65536,"frames":65536,"classes":3,"stem_filters":65536,"stage_filters":[65536],\
                "blocks_per_stage":1000,"momentum":0.9,"epsilon":0.001}""";
        assertRefused("", (metadata, tensors) -> metadata.put("config", enormous));
    }

    @Test
    void write_unusableWeights_isRefusedAndWritesNothing() {
        TrainedModel model = model(SMALL, List.of("a", "b", "c"));
        model.weights().parameters()[0] = Float.NaN;
        Path file = folder.resolve("model.safetensors");
        assertEquals(
                "stem.weight: element 0 must be finite; got NaN",
                assertThrows(IllegalArgumentException.class, () -> ModelFile.write(file, model))
                        .getMessage());
        assertFalse(Files.exists(file));
    }

    @Test
    void read_folderOfARun_isRefusedWithItsModel() throws IOException {
        Path model = Files.createFile(folder.resolve("model.safetensors"));
        var refused = assertThrows(InputException.class, () -> ModelFile.read(folder));
        assertEquals(folder + ": must be a file; got a folder (give its model, " + model + ")", refused.getMessage());
    }

    @Test
    void read_cutFile_isRefused() throws IOException {
        Path file = folder.resolve("model.safetensors");
        ModelFile.write(file, model(SMALL, List.of("a", "b", "c")));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        String message =
                assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage();
        assertTrue(message.startsWith(file + ": the tensors must fill the file"), message);
    }

    private interface Change {
        void to(Map<String, String> metadata, Map<String, Tensor> tensors);
    }

    private static Change withValue(String tensor, float value) {
        return (metadata, tensors) -> {
            Tensor old = tensors.get(tensor);
            FloatBuffer values = FloatBuffer.allocate(old.floats().remaining()).put(old.floats());
            tensors.put(tensor, new Tensor(old.shape(), values.flip().put(1, value)));
        };
    }

    private void assertRefused(String reason, Change change) {
        Path file = folder.resolve("model.safetensors");
        ModelFile.write(file, model(SMALL, List.of("a", "b", "c")));
        Safetensors sound = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(sound.metadata());
        Map<String, Tensor> tensors = new LinkedHashMap<>(sound.tensors());
        change.to(metadata, tensors);
        new Safetensors(metadata, tensors).write(file);
        String message =
                assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage();
        assertTrue(message.startsWith(file + ": " + reason) || message.contains(": " + reason), message);
        assertEquals(1, message.lines().count(), message);
    }

    private TrainedModel roundTrip(TrainedModel model) {
        Path file = folder.resolve("model.safetensors");
        ModelFile.write(file, model);
        return ModelFile.read(file);
    }

    private static TrainedModel model(ResNetConfig config, List<String> classes) {
        Weights weights = WeightInitializer.initialize(ResNet.graph(config), SEED);
        CounterRandom random = CounterRandom.of(SEED).fork("moving");
        for (int i = 0; i < weights.movingStatistics().length; i++) {
            weights.movingStatistics()[i] = (float) random.uniform(i);
        }
        String input = config.bands() + " bands x " + config.frames() + " frames";
        var provenance = new Provenance("default", 42, "reference", "0.0.0-test", input);
        return new TrainedModel(config, classes, new Standardization(-7.25f, 2.5f), provenance, weights);
    }

    private static void assertBitsEqual(float[] expected, float[] actual) {
        assertArrayEquals(bits(expected), bits(actual));
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
