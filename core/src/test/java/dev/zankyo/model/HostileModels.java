package dev.zankyo.model;

import dev.zankyo.io.SealedSafetensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A set of malicious model files. Each changes one thing in a valid file and has a correct checksum, so only the check
 * of the changed part can refuse it.
 */
public final class HostileModels {
    /** A file and a part of its expected refusal. */
    record Case(String name, byte[] file, String refusal) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String STEM =
            "\"stem.weight\":{\"dtype\":\"F32\",\"shape\":[2,1,3,3],\"data_offsets\":[0,72]}";

    private final List<Case> cases = new ArrayList<>();
    private final String header;
    private final byte[] data;
    private final byte[] sound;

    private HostileModels(byte[] sound) {
        this.sound = sound;
        int length = (int) littleEndian(sound).getLong();
        this.header = new String(sound, Long.BYTES, length, StandardCharsets.UTF_8);
        this.data = Arrays.copyOfRange(sound, Long.BYTES + length, sound.length);
    }

    /** Returns all cases, made from a file of the network of {@link ModelFileTest}. */
    static List<Case> of(byte[] sound) {
        HostileModels models = new HostileModels(sound);
        models.lengths();
        models.json();
        models.sizes();
        models.tensors();
        models.names();
        models.numbers();
        models.metadata();
        models.checksums();
        return models.cases;
    }

    private void lengths() {
        String outside = "the header must lie within the file";
        long[] lengths = {
            Long.MAX_VALUE, Long.MIN_VALUE, -1, 1L << 62, 1L << 32, Integer.MAX_VALUE, sound.length, 100_000_001
        };
        for (long length : lengths) {
            add("header of " + Long.toUnsignedString(length) + " bytes", withLength(length), outside);
        }
        add("header of 0 bytes", withLength(0), "must be a JSON object");
        add("header of 1 byte", withLength(1), "sound JSON; Unexpected end-of-input");
        add("header of the whole file", withLength(sound.length - 8), "could not be read; not UTF-8");
        add("header of one byte less", withLength(header.stripTrailing().length() - 1), "sound JSON");
    }

    private void json() {
        add("not an object", "[]", "must be a JSON object");
        add("UTF-16", new String("{}".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1), "sound JSON");
        add("byte order mark", "\ufeff" + header, "must be a JSON object");
        add("two objects", header.stripTrailing() + "{}", "must end after its JSON object");
        add("text behind the object", header.stripTrailing() + "x", "sound JSON");
        add("comment", header.replace(STEM, "/* */" + STEM), "sound JSON");
        add("single quotes", header.replace("\"stem.bias\"", "'stem.bias'"), "sound JSON");
        add("open string", header.replace("[\\\"a\\\",\\\"b\\\",\\\"c\\\"]\"", "["), "sound JSON");
        add("raw line feed in a string", header.replace("default", "de\nfault"), "sound JSON");
        add("lists 10,000 deep", header.replace("[2,1,3,3]", "[".repeat(10_000) + "]".repeat(10_000)), "nesting depth");
        add("objects 10,000 deep", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000), "a: unknown field a");
        add("metadata 10,000 deep", header.replace("\"default\"", "[".repeat(10_000)), "must hold strings only");
    }

    private void sizes() {
        add(
                "100,000 tensors",
                header.replace(
                        STEM,
                        STEM
                                + repeated(
                                        100_000,
                                        i -> ",\"t" + i
                                                + "\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}")),
                "must have at most 2048 names");
        add(
                "2,000 tensors",
                header.replace(
                        STEM,
                        STEM
                                + repeated(
                                        2_000,
                                        i -> ",\"t" + i
                                                + "\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}")),
                "must not be in the file; the network has no tensor of that name");
        add(
                "100,000 texts",
                header.replace("\"default\"", "\"\"" + repeated(100_000, i -> ",\"k" + i + "\":\"\"")),
                "must have at most 2048 names");
        add("a text of 2 MiB", header.replace("default", "x".repeat(2 << 20)), "String value length");
        add(
                "a name of 1 MiB",
                header.replace("stem.bias", "x".repeat(1 << 20)),
                "names must be of at most 10000 characters");
        add("a name of 10,001 characters", header.replace("stem.bias", "x".repeat(10_001)), "Name length");
        add("1,000,000 axes", header.replace("[2,1,3,3]", "[1" + ",1".repeat(1_000_000) + "]"), "at most 32 axes");
        add(
                "a number of 1,000,000 digits",
                header.replace("[2,1,3,3]", "[" + "9".repeat(1_000_000) + "]"),
                "Number value length");
        add("1 MiB of blanks and no more", " ".repeat(1 << 20), "must be a JSON object");
    }

    private void tensors() {
        for (String type : List.of("F16", "BF16", "F64", "U32", "i32", "pickle")) {
            add(
                    "elements of " + type,
                    tensor(type, "[2,1,3,3]", "[0,72]"),
                    "dtype must be F32, I32 or I64; got " + type);
        }
        add("integers for weights", tensor("I32", "[2,1,3,3]", "[0,72]"), "stem.weight: dtype must be F32; got I32");
        add("elements of twice the size", tensor("I64", "[2,1,3,3]", "[0,72]"), "expected 144 bytes, got 72");
        add("half as many long integers", tensor("I64", "[1,1,3,3]", "[0,72]"), "shape must fit the network");
        add("product of long integers that overflows", tensor("I64", "[2147483647,2147483647]", "[0,72]"), "63 bits");
        add(
                "no type",
                header.replace(STEM, "\"stem.weight\":{\"shape\":[2,1,3,3],\"data_offsets\":[0,72]}"),
                "must have dtype");
        add(
                "no shape",
                header.replace(STEM, "\"stem.weight\":{\"dtype\":\"F32\",\"data_offsets\":[0,72]}"),
                "must have dtype");
        add(
                "no offsets",
                header.replace(STEM, "\"stem.weight\":{\"dtype\":\"F32\",\"shape\":[2,1,3,3]}"),
                "must have dtype");
        add(
                "another field",
                header.replace("\"dtype\":\"F32\",\"shape\":[2,1,3,3]", "\"__reduce__\":\"exec\""),
                "unknown field __reduce__");
        add("negative axis", shape("[-2,-1,3,3]"), "axes must be in 0..2^31 - 1");
        add("axis of 2^31", shape("[2147483648]"), "axes must be in 0..2^31 - 1");
        add("axis of 2^63 - 1", shape("[9223372036854775807]"), "axes must be in 0..2^31 - 1");
        add("axis of 2^64", shape("[18446744073709551616]"), "Numeric value");
        add("axis of 18.0", shape("[18.0]"), "whole numbers only");
        add("axis of 1e1", shape("[1e1]"), "whole numbers only");
        add("axis as text", shape("[\"18\"]"), "whole numbers only");
        add("product that overflows to 0", tensor("F32", "[65536,65536,65536,65536]", "[0,0]"), "fits 63 bits");
        add("product that overflows to 72", tensor("F32", "[1073741824,1073741824,16,3]", "[0,72]"), "fits 63 bits");
        add("elements of the same number in another shape", shape("[1,2,3,3]"), "shape must fit the network");
        add("fewer elements", shape("[2,1,3,2]"), "must span the shape; expected 48 bytes, got 72");
        add("more elements", shape("[2,1,3,4]"), "must span the shape; expected 96 bytes, got 72");
        add("offsets that descend", tensor("F32", "[2,1,3,3]", "[72,0]"), "must ascend from 0");
        add("negative offsets", tensor("F32", "[2,1,3,3]", "[-72,0]"), "must ascend from 0");
        add("offsets beyond 2^63", tensor("F32", "[2,1,3,3]", "[0,9223372036854775808]"), "Numeric value");
        add(
                "offsets of which the difference overflows",
                tensor("F32", "[2,1,3,3]", "[0,9223372036854775807]"),
                "must span the shape");
        add("three offsets", tensor("F32", "[2,1,3,3]", "[0,72,72]"), "must be two; got 3");
        add("overlapping tensors", header.replace("[72,80]", "[64,72]"), "without gap or overlap");
        add("a gap between tensors", header.replace("[72,80]", "[76,84]"), "without gap or overlap");
        add(
                "a tensor beyond the file",
                header.replace(STEM, tensorText("F32", "[1048576]", "[0,4194304]")),
                "without gap or overlap");
        add("a tensor twice", header.replace(STEM, STEM + "," + STEM), "Duplicate field 'stem.weight'");
        add("metadata twice", header.replace(STEM, "\"__metadata__\":{}," + STEM), "Duplicate field '__metadata__'");
        add("a tensor short", header.replace(STEM + ",", ""), "without gap or overlap; expected offset 0, got 72");
        add(
                "data behind the last tensor",
                sealed(header, Arrays.copyOf(data, data.length + 4)),
                "the tensors must fill the file");
        add(
                "data short of four bytes",
                sealed(header, Arrays.copyOf(data, data.length - 4)),
                "the tensors must fill the file");
        add("no data", sealed(header, new byte[0]), "the tensors must fill the file");
    }

    private void names() {
        for (String name : List.of(
                "/etc/passwd", "../../stem.bias", "C:\\\\stem.bias", "stem.bias\\u0000", "", "${jndi:ldap://x}")) {
            add(
                    "tensor named \"" + name + "\"",
                    header.replace("\"stem.bias\"", "\"" + name + "\""),
                    "stem.bias: must be in the file; it is missing");
        }
        add(
                "terminal controls in a name",
                header.replace("stem.weight\":{\"dtype\":\"F32\"", "\\u001b[2J\\u202e\":{\"dtype\":\"X\""),
                "\\u001b[2J\\u202e: dtype must be F32");
    }

    private void numbers() {
        float[] values = {Float.NaN, Float.intBitsToFloat(0x7f800001), Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
        };
        for (float value : values) {
            add(
                    "weight of bits " + Integer.toHexString(Float.floatToRawIntBits(value)),
                    withNumber(0, value),
                    "stem.weight: element 0 must be finite");
        }
        add("negative variance", withNumber(data.length - 4, -1e-30f), "must be finite and not negative; got -1.0E-30");
    }

    private void metadata() {
        add("another program's file", header.replace("zankyo-resnet", "pt"), "must be a model written by this program");
        add(
                "a later format",
                header.replace("format_version\":\"1", "format_version\":\"999"),
                "format version must be known");
        add("no config", header.replace("\"config\"", "\"gifnoc\""), "metadata config: must be in the file");
        add("no bands", header.replace("\\\"bands\\\":5", "\\\"bands\\\":0"), "bands: must be in 1..65536");
        add("2^31 bands", header.replace("\\\"bands\\\":5", "\\\"bands\\\":2147483648"), "Numeric value");
        add(
                "16 stages of 1,000 blocks",
                header.replace(
                        "[4],\\\"blocks_per_stage\\\":1", "[4" + ",4".repeat(15) + "],\\\"blocks_per_stage\\\":1000"),
                "config: every block must have its tensors in the file; expected tensors of 16000 blocks");
        add(
                "as many blocks as tensors",
                header.replace("blocks_per_stage\\\":1", "blocks_per_stage\\\":20"),
                "must be in the file; it is missing");
        add(
                "100,000 stages",
                header.replace("filters\\\":[4]", "filters\\\":[4" + ",4".repeat(99_999) + "]"),
                "a list must have at most 1024 elements");
        add(
                "filters of 2^16 in an input of 2^32",
                header.replace("\\\"bands\\\":5,\\\"frames\\\":7", "\\\"bands\\\":65536,\\\"frames\\\":65536"),
                "metadata config: every layer must have fewer");
        add(
                "config 10,000 deep",
                header.replace("filters\\\":[4]", "filters\\\":" + "[".repeat(10_000)),
                "nesting depth");
        add(
                "momentum of text",
                header.replace("\\\"momentum\\\":0.9", "\\\"momentum\\\":\\\"NaN\\\""),
                "momentum: must be a number");
        add(
                "momentum of NaN",
                header.replace("\\\"momentum\\\":0.9", "\\\"momentum\\\":NaN"),
                "Non-standard token 'NaN'");
        add(
                "epsilon of 0",
                header.replace("\\\"epsilon\\\":0.001", "\\\"epsilon\\\":0.0"),
                "epsilon: must be in (0, 1)");
        add("deviation of 0", header.replace("\\\"deviation\\\":2.5", "\\\"deviation\\\":0"), "deviation positive");
        add(
                "100,000 classes",
                header.replace("\\\"a\\\",", "\\\"a\\\",".repeat(100_000)),
                "metadata classes: a list must have at most 3 elements; got more");
        add(
                "65,536 classes and the weights of three",
                header.replace("\\\"classes\\\":3", "\\\"classes\\\":65536")
                        .replace("\\\"a\\\",", "\\\"a\\\",".repeat(65_534)),
                "shape must fit the network; expected [65536, 4], got [3, 4]");
        add("equal classes", header.replace("\\\"a\\\",\\\"b\\\"", "\\\"a\\\",\\\"a\\\""), "classes: must differ");
        add(
                "seed of 2^63",
                header.replace("\"42\"", "\"9223372036854775808\""),
                "metadata seed: must be a whole number of 64 bits");
    }

    private void checksums() {
        add("no checksum", header.replace("zankyo.content_sha256", "zankyo.content"), "must carry a checksum");
        add(
                "checksum of version 0.1, not first",
                header.replace("zankyo.content_sha256", "sha256").replace("\"seed\"", "\"zankyo.sha256\""),
                "the checksum zankyo.sha256 must be the first of the metadata; got 42");
        add("two checksums", header.replace("\"seed\"", "\"zankyo.sha256\""), "must have one checksum in its metadata");
        add(
                "half of a surrogate pair",
                header.replace("default", "\\ud83c"),
                "names and texts must be valid Unicode; got half of a surrogate pair");
        byte[] other = sound.clone();
        other[other.length - 1] ^= 1;
        add("another file's checksum", other, "must have the checksum that was written");
    }

    private void add(String name, String changedHeader, String refusal) {
        add(name, sealed(changedHeader, data), refusal);
    }

    private void add(String name, byte[] file, String refusal) {
        if (Arrays.equals(file, sound)) {
            throw new AssertionError(name + ": must change the file; got the sound one");
        }
        cases.add(new Case(name, file, refusal));
    }

    private String shape(String shape) {
        return tensor("F32", shape, "[0,72]");
    }

    private String tensor(String type, String shape, String offsets) {
        return header.replace(STEM, tensorText(type, shape, offsets));
    }

    private static String tensorText(String type, String shape, String offsets) {
        return "\"stem.weight\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
    }

    private static String repeated(int times, IntFunction<String> text) {
        return IntStream.range(0, times).mapToObj(text).collect(Collectors.joining());
    }

    private byte[] withLength(long length) {
        byte[] file = sound.clone();
        littleEndian(file).putLong(length);
        return file;
    }

    /** Returns the valid file with another number at an offset of the data. */
    private byte[] withNumber(int offset, float value) {
        byte[] changed = data.clone();
        littleEndian(changed).putFloat(offset, value);
        return sealed(header, changed);
    }

    private static byte[] sealed(String text, byte[] numbers) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] file = new byte[Long.BYTES + utf8.length + numbers.length];
        littleEndian(file).putLong(utf8.length).put(utf8).put(numbers);
        return sealed(file);
    }

    /** Returns the file with its checksum corrected, if its header can be read. */
    public static byte[] sealed(byte[] file) {
        return SealedSafetensors.sealed(file);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
