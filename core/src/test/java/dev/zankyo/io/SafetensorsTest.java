package dev.zankyo.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.io.Safetensors.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    /** A file made by hand from the format's description: the length, the header with 3 blanks, the five numbers. */
    private static final String GOLDEN_HEADER = "{\"__metadata__\":{\"k\":\"v\"},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[16,20]}}";

    /** The same file as this project writes it, with the checksum before the other texts. */
    private static final String CHECKED_HEADER =
            GOLDEN_HEADER.replace("{\"k\"", "{\"zankyo.content_sha256\":\"" + "0".repeat(64) + "\",\"k\"");

    /** The golden file with the checksum of version 0.1. */
    private static final String OLD_HEADER = CHECKED_HEADER.replace("content_sha256", "sha256");

    /** The bytes of the golden file's content over which its checksum is computed, by hand from the description. */
    private static final String GOLDEN_CONTENT = "0100000000000000" + "0200000000000000"
            + "0100000000000000" + "6b" + "0100000000000000" + "76"
            + "0100000000000000" + "61" + "0300000000000000" + "463332" + "0000000000000000"
            + "0400000000000000" + "0000c07f"
            + "0100000000000000" + "62" + "0300000000000000" + "463332" + "1000000000000000"
            + "0200000000000000" + "0200000000000000"
            + "1000000000000000" + "0000803f" + "000000c0" + "00000080" + "01000000";

    private static final String GOLDEN_DATA = "0000803f" + "000000c0" + "00000080" + "01000000" + "0000c07f";

    @TempDir
    Path folder;

    @Test
    void write_smallFile_isByteForByteTheFormat() throws IOException {
        Path file = folder.resolve("small.safetensors");
        golden().write(file);
        int padded = (CHECKED_HEADER.length() + 7) / 8 * 8;
        byte[] blank = bytes(
                CHECKED_HEADER + " ".repeat(padded - CHECKED_HEADER.length()),
                HexFormat.of().parseHex(GOLDEN_DATA));
        String expected = withDigits(blank, HexFormat.of().parseHex(GOLDEN_CONTENT));
        assertEquals(expected, Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    @Test
    void read_anyChangedBit_isRefused() throws IOException {
        Path file = folder.resolve("file.safetensors");
        golden().write(file);
        assertEveryBitCounts(Files.readAllBytes(file));
    }

    @Test
    void read_anyChangedBitUnderTheOldChecksum_isRefused() throws IOException {
        byte[] blank = bytes(OLD_HEADER, HexFormat.of().parseHex(GOLDEN_DATA));
        byte[] sound = withDigits(blank, blank).getBytes(StandardCharsets.ISO_8859_1);
        assertEveryBitCounts(sound);
    }

    private void assertEveryBitCounts(byte[] sound) throws IOException {
        Path file = Files.write(folder.resolve("sound.safetensors"), sound);
        assertEquals(golden().metadata(), Safetensors.readChecked(file).metadata());
        for (int bit = 0; bit < 8 * sound.length; bit++) {
            byte[] damaged = sound.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(damaged, "", Safetensors::readChecked);
        }
    }

    /**
     * Changes every bit of a header with JSON escapes. Only the case of an escape's letters has no meaning: of B in
     * U+001B, and of D, C, D, F and B in the surrogate pair.
     */
    @Test
    void read_anyChangedBitOfEscapes_isRefusedOrLeavesTheContentEqual() throws IOException {
        Path file = folder.resolve("escapes.safetensors");
        var written = new Safetensors(Map.of("text \"\u001b", "\u0000\n\u00e9\ud83c\udfb5"), Map.of());
        written.write(file);
        byte[] sound = Files.readAllBytes(file);
        int equal = 0;
        for (int bit = 0; bit < 8 * sound.length; bit++) {
            byte[] damaged = sound.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertEquals(written, Safetensors.readChecked(Files.write(file, damaged)), "bit " + bit);
                equal++;
            } catch (InputException e) {
                assertEquals(1, e.getMessage().lines().count(), e.getMessage());
            }
        }
        assertEquals(6, equal);
    }

    /** Reads the golden content with keys, tensors and data in another order, other blanks and escapes. */
    @Test
    void readChecked_rewrittenByAnotherProgram_isTheSameContent() throws IOException {
        String digits = sha256(HexFormat.of().parseHex(GOLDEN_CONTENT));
        String header = "{ \"a\" : {\"shape\": [], \"data_offsets\": [0, 4], \"dtype\": \"\\u0046\\u00332\"},\n"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[4,20]},"
                + "\"__metadata__\" : {\"\\u006b\" : \"v\", \"zankyo.content_sha256\" : \"" + digits + "\"}}\n\n";
        byte[] data = HexFormat.of().parseHex(GOLDEN_DATA.substring(32) + GOLDEN_DATA.substring(0, 32));
        Safetensors read =
                Safetensors.readChecked(Files.write(folder.resolve("file.safetensors"), bytes(header, data)));
        assertEquals(golden().metadata(), read.metadata());
        assertArrayEquals(
                new float[] {1, -2, -0f, Float.MIN_VALUE}, floats(read.tensors().get("b")));
        assertRefused(
                bytes(header.replace(digits, digits.toUpperCase(Locale.ROOT)), data), "must have the checksum that");
        assertRefused(bytes(header.replace("\"v\"", "\"w\""), data), "must have the checksum that was written");
        assertRefused(bytes(header.replace("\"b\"", "\"c\""), data), "must have the checksum that was written");
    }

    /** Checks names and texts that UTF-8 cannot hold: a checksum over a substitute would let other texts pass. */
    @Test
    void read_halfOfASurrogatePairUnderAChecksum_isRefused() throws IOException {
        String checksum = "\"zankyo.content_sha256\":\"" + "0".repeat(64) + "\"";
        for (String metadata : List.of("\"k\":\"\\ud83c\"", "\"\\udfb5\":\"v\"")) {
            assertRefused(
                    bytes("{\"__metadata__\":{" + metadata + "," + checksum + "}}", new byte[0]),
                    "names and texts must be valid Unicode; got half of a surrogate pair");
        }
        assertThrows(UncheckedIOException.class, () -> new Safetensors(Map.of("k", "\ud83c"), Map.of())
                .write(folder.resolve("none")));
    }

    @Test
    void read_twoChecksums_isRefused() throws IOException {
        String texts = "\"zankyo.content_sha256\":\"\",\"zankyo.sha256\":\"\"";
        assertRefused(
                bytes("{\"__metadata__\":{" + texts + "}}", new byte[0]),
                "must have one checksum in its metadata; got zankyo.content_sha256 and zankyo.sha256");
    }

    @Test
    void readChecked_noChecksum_isRefused() throws IOException {
        assertRefused(
                bytes(GOLDEN_HEADER, HexFormat.of().parseHex(GOLDEN_DATA)),
                "must carry a checksum, zankyo.content_sha256 in its metadata; got none"
                        + " (another program wrote it: add the checksum as docs/models.md describes)",
                Safetensors::readChecked);
    }

    @Test
    void read_checksumInAnotherPlace_isRefused() throws IOException {
        for (String checksum : List.of("", "0", "0".repeat(64), "0".repeat(63) + "\u00e9")) {
            String header = "{\"__metadata__\":{\"k\":\"v\",\"zankyo.sha256\":\"" + checksum + "\"}}";
            assertRefused(
                    bytes(header, new byte[0]), "the checksum zankyo.sha256 must be the first of the metadata; got ");
        }
    }

    @Test
    void write_whatCouldNotBeRead_isRefused() {
        Path file = folder.resolve("file.safetensors");
        var failure = assertThrows(
                UncheckedIOException.class,
                () -> new Safetensors(Map.of("k", "x".repeat((1 << 20) + 1)), Map.of()).write(file));
        assertTrue(
                failure.getMessage().contains("the header must be sound JSON; String value length"),
                failure::getMessage);
        assertFalse(Files.exists(file));
        for (String key : List.of("zankyo.sha256", "zankyo.content_sha256")) {
            assertThrows(IllegalArgumentException.class, () -> new Safetensors(Map.of(key, ""), Map.of()));
        }
    }

    @Test
    void roundTrip_tensorOfSeveralChunks_isExact() {
        float[] values = new float[40_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Path file = folder.resolve("long.safetensors");
        new Safetensors(Map.of(), Map.of("long", new Tensor(List.of(39_998), FloatBuffer.wrap(values, 1, 39_998))))
                .write(file);
        assertArrayEquals(
                Arrays.copyOfRange(values, 1, 39_999),
                floats(Safetensors.readChecked(file).tensors().get("long")));
    }

    @Test
    void read_goldenBytes_givesTheTensors() throws IOException {
        Safetensors read = read(GOLDEN_HEADER, HexFormat.of().parseHex(GOLDEN_DATA));
        assertEquals(Map.of("k", "v"), read.metadata());
        assertEquals(List.of("b", "a"), List.copyOf(read.tensors().keySet()));
        assertEquals(List.of(2, 2), read.tensors().get("b").shape());
        assertArrayEquals(
                new float[] {1, -2, -0f, Float.MIN_VALUE}, floats(read.tensors().get("b")));
        assertEquals(List.of(), read.tensors().get("a").shape());
        assertArrayEquals(new float[] {Float.NaN}, floats(read.tensors().get("a")));
    }

    @Test
    void roundTrip_everyBitPatternClass_isExact() {
        int[] bits = {0, 0x80000000, 1, 0x007fffff, 0x00800000, 0x3f800001, 0x7f7fffff, 0x7f800000, 0xff800000};
        float[] values = new float[bits.length];
        for (int i = 0; i < bits.length; i++) {
            values[i] = Float.intBitsToFloat(bits[i]);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("bits", new Tensor(List.of(3, 3), FloatBuffer.wrap(values)));
        tensors.put("none", new Tensor(List.of(0, 4), FloatBuffer.allocate(0)));
        tensors.put("name \u00fc\"\n", new Tensor(List.of(1), FloatBuffer.wrap(values, 2, 1)));
        Path file = folder.resolve("bits.safetensors");
        Safetensors written = new Safetensors(Map.of("text \u00e9\u5b57\ud83c\udfb5", "\"quoted\"\n\u0000"), tensors);
        written.write(file);
        Safetensors read = Safetensors.read(file);
        assertEquals(written.metadata(), read.metadata());
        assertEquals(List.copyOf(tensors.keySet()), List.copyOf(read.tensors().keySet()));
        float[] back = floats(read.tensors().get("bits"));
        assertArrayEquals(bits, bitsOf(back));
        assertEquals(List.of(0, 4), read.tensors().get("none").shape());
        assertArrayEquals(new float[] {Float.MIN_VALUE}, floats(read.tensors().get("name \u00fc\"\n")));
    }

    @Test
    void read_emptyHeader_isAFileOfNothing() throws IOException {
        Safetensors read = read("{}   ", new byte[0]);
        assertTrue(read.metadata().isEmpty() && read.tensors().isEmpty());
    }

    @Test
    void read_tensorsInAnotherOrderThanTheData_areFound() throws IOException {
        String header = "{\"late\":" + tensor("[1]", "[4,8]") + ",\"early\":" + tensor("[1]", "[0,4]") + "}";
        Safetensors read = read(header, HexFormat.of().parseHex("0000803f00000040"));
        assertArrayEquals(new float[] {1}, floats(read.tensors().get("early")));
        assertArrayEquals(new float[] {2}, floats(read.tensors().get("late")));
    }

    /** Checks headers with eight bytes of data behind them; the text after the bar is part of the refusal. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                    | must be a JSON object
            7                                     | must be a JSON object
            {"a":7}                               | a: must be a JSON object
            {"a":T[2]@[0,8]                       | sound JSON; Unexpected end-of-input
            {"a":T[2]@[0,8]}}                     | sound JSON; Unexpected close marker
            {"a":T[2]@[0,8]} {}                   | must end after its JSON object
            {"a":T[1]@[0,4],"a":T[1]@[4,8]}       | sound JSON; Duplicate field 'a'
            {"a":T[2]@[0,8],"__metadata__":{"k":"1","k":"2"}} | sound JSON; Duplicate field 'k'
            {"a":T[2]@[0,8],"__metadata__":{"k":1}} | __metadata__: must hold strings only
            {"a":T[2]@[0,8],"__metadata__":[]}    | __metadata__: must be a JSON object
            {"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}} | a: dtype must be F32, I32 or I64; got F16
            {"a":{"dtype":"i64","shape":[1],"data_offsets":[0,8]}} | a: dtype must be F32, I32 or I64; got i64
            {"a":{"dtype":"I64","shape":[2],"data_offsets":[0,8]}} | a: data_offsets must span the shape; expected 16 bytes, got 8
            {"a":{"dtype":"I32","shape":[1],"data_offsets":[0,8]}} | a: data_offsets must span the shape; expected 4 bytes, got 8
            {"a":{"dtype":"I64","shape":[2147483647,2147483647],"data_offsets":[0,8]}} | a: shape must be of a size that fits 63 bits
            {"a":{"dtype":["F32"],"shape":[2],"data_offsets":[0,8]}} | a: must have dtype, shape and data_offsets
            {"a":{"shape":[2],"data_offsets":[0,8]}} | a: must have dtype, shape and data_offsets
            {"a":{"dtype":"F32","data_offsets":[0,8]}} | a: must have dtype, shape and data_offsets
            {"a":{"dtype":"F32","shape":[2]}}     | a: must have dtype, shape and data_offsets
            {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}} | a: unknown field x
            {"a":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}} | sound JSON; Duplicate field 'shape'
            {"a":T[-2]@[0,8]}                     | a: axes must be in 0..2^31 - 1
            {"a":T[2147483648]@[0,8]}             | a: axes must be in 0..2^31 - 1
            {"a":T[2147483647,2147483647,2147483647]@[0,8]} | a: shape must be of a size that fits 63 bits
            {"a":T[65536,65536,65536,65536]@[0,0]} | a: shape must be of a size that fits 63 bits
            {"a":T[99999999999999999999]@[0,8]}   | sound JSON; Numeric value
            {"a":T[2.0]@[0,8]}                    | a: must hold whole numbers only
            {"a":T["2"]@[0,8]}                    | a: must hold whole numbers only
            {"a":T[null]@[0,8]}                   | a: must hold whole numbers only
            {"a":T[[2]]@[0,8]}                    | sound JSON; Document nesting depth
            {"a":T{}@[0,8]}                       | a: shape and data_offsets must be lists
            {"a":T[2]@[0,8,8]}                    | a: data_offsets must be two; got 3
            {"a":T[2]@[-4,4]}                     | a: data_offsets must ascend from 0; got -4, 4
            {"a":T[2]@[8,0]}                      | a: data_offsets must ascend from 0; got 8, 0
            {"a":T[2]@[0,9223372036854775807]}    | a: data_offsets must span the shape; expected 8 bytes
            {"a":T[1]@[0,8]}                      | a: data_offsets must span the shape; expected 4 bytes, got 8
            {"a":T[1]@[4,8]}                      | a: must follow the tensor before it
            {"a":T[2]@[0,8],"b":T[1]@[4,8]}       | b: must follow the tensor before it without gap or overlap; expected offset 8, got 4
            {"a":T[1]@[0,4],"b":T[1]@[0,4]}       | must follow the tensor before it
            {"a":T[1]@[0,4]}                      | must fill the file; expected 4 bytes after the header, got 8
            {"a":T[3]@[0,12]}                     | must fill the file; expected 12 bytes after the header, got 8
            {}                                    | must fill the file; expected 0 bytes after the header, got 8
            """)
    void read_malformedHeader_isRefused(String header, String reason) throws IOException {
        String json = header.replaceAll("T(\\[[^@]*]|\\{})@(\\[[^]]*])", tensor("$1", "$2"));
        assertRefused(bytes(json, new byte[8]), reason);
    }

    @Test
    void read_tooShortOrLyingLength_isRefused() throws IOException {
        assertRefused(new byte[0], "must begin with the header's length; expected 8 bytes, got 0");
        assertRefused(new byte[7], "expected 8 bytes, got 7");
        byte[] sound = bytes("{}", new byte[0]);
        for (long length : new long[] {3, Integer.MAX_VALUE, 100_000_001L, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
            byte[] lying = sound.clone();
            ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            assertRefused(
                    lying,
                    "the header must lie within the file; expected at most 2 bytes, got "
                            + Long.toUnsignedString(length));
        }
        byte[] none = sound.clone();
        none[0] = 0;
        assertRefused(none, "must be a JSON object");
    }

    @Test
    void read_headerThatIsNotUtf8_isRefused() throws IOException {
        byte[] latin = "{\"__metadata__\":{\"k\":\"\u00e9\"}}".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(withLength(latin, new byte[0]), "not UTF-8");
        byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16LE);
        assertRefused(withLength(utf16, new byte[0]), "sound JSON");
    }

    @Test
    void read_nameWithControlCharacters_staysOneLine() throws IOException {
        assertRefused(bytes("{\"a\\nb\":7}", new byte[0]), "a\\u000ab: must be a JSON object");
    }

    @Test
    void read_missingFileOrFolder_isRefused() {
        Path none = folder.resolve("none");
        assertEquals(
                none + ": could not be read; no such file or folder",
                assertThrows(InputException.class, () -> Safetensors.read(none)).getMessage());
        assertEquals(
                folder + ": must be a file; got a folder or device",
                assertThrows(InputException.class, () -> Safetensors.read(folder))
                        .getMessage());
    }

    @Test
    void read_cutFiles_areRefused() throws IOException {
        byte[] sound = bytes(GOLDEN_HEADER, HexFormat.of().parseHex(GOLDEN_DATA));
        for (int length = 0; length < sound.length; length++) {
            assertRefused(Arrays.copyOf(sound, length), "");
        }
    }

    /** Checks that a header with any changed byte is read or refused in one line. */
    @Test
    void parse_damagedHeaders_areReadOrRefused() {
        byte[] sound = GOLDEN_HEADER.getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < sound.length; i++) {
            for (int replacement = 0; replacement < 256; replacement++) {
                byte[] damaged = sound.clone();
                damaged[i] = (byte) replacement;
                try {
                    SafetensorsHeader.parse(damaged, 20);
                } catch (CharacterCodingException e) {
                    refused++;
                } catch (InputException e) {
                    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
                    refused++;
                } catch (IOException e) {
                    throw new AssertionError("byte " + i + " as " + replacement, e);
                }
            }
        }
        // All changes except those of blanks, names and metadata are refused.
        assertTrue(refused > 0.9 * 256 * sound.length && refused < 256 * sound.length, "refused " + refused);
    }

    /** Reads bytes written by hand: tensors of each type, the 64-bit integers at an odd multiple of four. */
    @Test
    void read_integers_givesThemByTheirType() throws IOException {
        String header = "{\"f\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"l\":{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[4,20]},"
                + "\"i\":{\"dtype\":\"I32\",\"shape\":[2,1],\"data_offsets\":[20,28]}}";
        Map<String, Tensor> read = read(
                        header,
                        HexFormat.of()
                                .parseHex(
                                        "0000803f" + "0000000000000080" + "efcdab8967452301" + "ffffffff" + "000080ff"))
                .tensors();
        assertEquals(FloatBuffer.wrap(new float[] {1}), read.get("f").floats());
        assertEquals(
                LongBuffer.wrap(new long[] {Long.MIN_VALUE, 0x0123456789abcdefL}),
                read.get("l").longs());
        assertEquals(IntBuffer.wrap(new int[] {-1, 0xff800000}), read.get("i").ints());
        assertEquals(List.of(2, 1), read.get("i").shape());
        assertEquals(ElementType.I64, read.get("l").type());
    }

    @Test
    void roundTrip_integers_isExact() {
        int[] ints = new int[20_000];
        long[] longs = new long[20_000];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = Integer.MIN_VALUE + 7 * i;
            longs[i] = Long.MAX_VALUE - 11L * i;
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("i", new Tensor(List.of(19_999), IntBuffer.wrap(ints, 1, 19_999)));
        tensors.put("l", new Tensor(List.of(2, 10_000), LongBuffer.wrap(longs)));
        Path file = folder.resolve("integers.safetensors");
        new Safetensors(Map.of(), tensors).write(file);

        Map<String, Tensor> read = Safetensors.readChecked(file).tensors();
        assertEquals(IntBuffer.wrap(ints, 1, 19_999), read.get("i").ints());
        assertEquals(LongBuffer.wrap(longs), read.get("l").longs());
    }

    @Test
    void tensor_askedForAnotherType_refuses() {
        Tensor tensor = new Tensor(List.of(1), LongBuffer.allocate(1));
        for (Executable asking : List.<Executable>of(tensor::floats, tensor::ints)) {
            String message =
                    assertThrows(IllegalArgumentException.class, asking).getMessage();
            assertTrue(message.matches("dtype must be [FI]32; got I64"), message);
        }
        assertEquals(
                "tensor: elements must be floats, ints or longs; got a HeapCharBuffer",
                assertThrows(IllegalArgumentException.class, () -> new Tensor(List.of(1), CharBuffer.allocate(1)))
                        .getMessage());
    }

    @Test
    void tensor_valuesOfAnotherSize_isRefused() {
        assertEquals(
                "tensor: elements must fill the shape; expected 6, got 5",
                assertThrows(IllegalArgumentException.class, () -> new Tensor(List.of(2, 3), FloatBuffer.allocate(5)))
                        .getMessage());
    }

    @Test
    void write_metadataAsTensorName_isRefused() {
        Map<String, Tensor> tensors = Map.of("__metadata__", new Tensor(List.of(0), FloatBuffer.allocate(0)));
        assertThrows(IllegalArgumentException.class, () -> new Safetensors(Map.of(), tensors));
    }

    /** Returns a file with the digest of {@code hashed} in place of its 64 zeros. */
    private static String withDigits(byte[] blank, byte[] hashed) {
        return new String(blank, StandardCharsets.ISO_8859_1).replace("0".repeat(64), sha256(hashed));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Safetensors golden() {
        float[] values = {9, 1, -2, -0f, Float.MIN_VALUE, 9};
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("b", new Tensor(List.of(2, 2), FloatBuffer.wrap(values, 1, 4)));
        tensors.put("a", new Tensor(List.of(), FloatBuffer.wrap(new float[] {Float.NaN})));
        return new Safetensors(Map.of("k", "v"), tensors);
    }

    private static String tensor(String shape, String offsets) {
        return "{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
    }

    private static byte[] bytes(String header, byte[] data) {
        return withLength(header.getBytes(StandardCharsets.UTF_8), data);
    }

    private static byte[] withLength(byte[] header, byte[] data) {
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(data)
                .array();
    }

    private Safetensors read(String header, byte[] data) throws IOException {
        return Safetensors.read(Files.write(folder.resolve("file.safetensors"), bytes(header, data)));
    }

    private void assertRefused(byte[] bytes, String reason) throws IOException {
        assertRefused(bytes, reason, Safetensors::read);
    }

    private void assertRefused(byte[] bytes, String reason, Consumer<Path> reading) throws IOException {
        Path file = Files.write(folder.resolve("file.safetensors"), bytes);
        String message =
                assertThrows(InputException.class, () -> reading.accept(file)).getMessage();
        assertTrue(message.startsWith(file + ": ") && message.contains(reason), message);
        assertEquals(1, message.lines().count(), message);
    }

    private static float[] floats(Tensor tensor) {
        float[] values = new float[tensor.floats().remaining()];
        tensor.floats().get(values);
        return values;
    }

    private static int[] bitsOf(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
