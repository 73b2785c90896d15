package dev.zankyo.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.Safetensors.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JSON header of a {@link Safetensors} file, which it parses, checks and writes. */
final class SafetensorsHeader {
    /** Maximum nesting of a header: the object, a tensor's object, its lists. */
    private static final int DEPTH = 3;

    // Limits far above any sensible file. Parsed objects take more memory than their text, but within these limits
    // the factor is bounded.
    private static final int MOST_NAMES = 2048;
    private static final int MOST_AXES = 32;
    private static final int LONGEST_NAME = 10_000;
    private static final int LONGEST_TEXT = 1 << 20;
    /** Maximum number of bytes of a character: its JSON escape. */
    private static final int MOST_BYTES = 6;

    /**
     * A parser that does not keep a table of names: each name occurs once, and an attacker could fill such a table with
     * colliding names. This class itself looks for duplicate names, because Jackson would store every name once more.
     */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxNumberLength(30)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    private record Entry(String name, ElementType type, List<Integer> shape, long begin, long end) {}

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Longs shape = new Longs();
    private final Longs offsets = new Longs();
    private String contentChecksum;
    private String fileChecksum;

    private SafetensorsHeader() {}

    /**
     * Parses a header and checks it against the number of bytes that follow it.
     *
     * @throws InputException if the header is not valid. The subject of the exception is the tensor or, for other
     *     faults, the content of the file
     */
    static SafetensorsHeader parse(byte[] utf8, long dataLength) throws IOException {
        if (utf8.length == 0 || utf8[0] != '{') {
            throw malformed("the header must be a JSON object").expected("{ at its beginning");
        }
        requireShortNames(utf8);
        SafetensorsHeader header = new SafetensorsHeader();
        // Decoded here, because Jackson would also take UTF-16 and UTF-32.
        var text = new InputStreamReader(new ByteArrayInputStream(utf8), StandardCharsets.UTF_8.newDecoder());
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                requireOnce(header.names.add(name), name);
                require(parser.nextToken() == JsonToken.START_OBJECT, name, "must be a JSON object");
                if (name.equals(Safetensors.METADATA)) {
                    header.readMetadata(parser);
                } else {
                    header.requireFew();
                    header.entries.add(header.readEntry(name, parser));
                }
            }
            if (parser.nextToken() != null) {
                throw malformed("the header must end after its JSON object");
            }
        } catch (JsonProcessingException e) {
            throw malformed("the header must be sound JSON; " + FileError.printable(e.getOriginalMessage()))
                    .because(e);
        }
        header.contentChecksum = header.metadata.remove(ContentChecksum.KEY);
        header.fileChecksum = header.metadata.remove(FileChecksum.KEY);
        if (header.contentChecksum != null && header.fileChecksum != null) {
            throw malformed("must have one checksum in its metadata")
                    .got(ContentChecksum.KEY + " and " + FileChecksum.KEY);
        }
        header.requireContiguous(dataLength);
        return header;
    }

    /**
     * Checks the length of names, and that strings end, before any name is decoded. Jackson checks a name only when it
     * has decoded all of it, which takes four times its bytes.
     */
    private static void requireShortNames(byte[] utf8) {
        int begin = -1;
        for (int i = 0; i < utf8.length; i++) {
            if (begin < 0) {
                begin = utf8[i] == '"' ? i + 1 : -1;
            } else if (utf8[i] == '\\') {
                i++;
            } else if (utf8[i] == '"') {
                int length = i - begin;
                if (length > MOST_BYTES * LONGEST_NAME && isName(utf8, i + 1)) {
                    throw malformed("the header's names must be of at most " + LONGEST_NAME + " characters")
                            .got(length + " bytes");
                }
                begin = -1;
            }
        }
        if (begin >= 0) {
            throw malformed("the header must be sound JSON; a string in it does not end");
        }
    }

    /** Returns whether a colon follows the string that ends before {@code end}. */
    private static boolean isName(byte[] utf8, int end) {
        int next = end;
        while (next < utf8.length && utf8[next] <= ' ' && utf8[next] >= 0) {
            next++;
        }
        return next < utf8.length && utf8[next] == ':';
    }

    /** Returns whether the metadata has a checksum. */
    boolean isChecked() {
        return contentChecksum != null || fileChecksum != null;
    }

    /** Returns the {@link ContentChecksum} in the metadata, or null if there is none. */
    String contentChecksum() {
        return contentChecksum;
    }

    /** Returns the {@link FileChecksum} in the metadata, or null if there is none. */
    String fileChecksum() {
        return fileChecksum;
    }

    private void requireFew() {
        if (entries.size() + metadata.size() == MOST_NAMES) {
            throw malformed("the header must have at most " + MOST_NAMES + " names")
                    .got("more");
        }
    }

    private void readMetadata(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            requireFew();
            require(parser.nextToken() == JsonToken.VALUE_STRING, Safetensors.METADATA, "must hold strings only");
            requireOnce(metadata.put(key, parser.getText()) == null, key);
        }
    }

    private Entry readEntry(String name, JsonParser parser) throws IOException {
        String dtype = null;
        shape.count = -1;
        offsets.count = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "dtype" -> {
                    requireOnce(dtype == null, field);
                    dtype = parser.getText();
                }
                case "shape" -> {
                    requireOnce(shape.count < 0, field);
                    shape.read(name, parser);
                }
                case "data_offsets" -> {
                    requireOnce(offsets.count < 0, field);
                    offsets.read(name, parser);
                }
                default -> throw refused(name, "unknown field " + FileError.printable(field));
            }
        }
        require(
                dtype != null && shape.count >= 0 && offsets.count >= 0,
                name,
                "must have dtype, shape and data_offsets");
        ElementType type = typeOf(name, dtype);
        if (offsets.count != 2) {
            throw refused(name, "data_offsets must be two").got(offsets.count);
        }
        long begin = offsets.values[0];
        long end = offsets.values[1];
        long bytes = bytesOf(name, type);
        if (begin < 0 || end < begin) {
            throw refused(name, "data_offsets must ascend from 0").got(begin + ", " + end);
        }
        if (end - begin != bytes) {
            throw refused(name, "data_offsets must span the shape")
                    .expected(bytes + " bytes")
                    .got(end - begin);
        }
        Integer[] axes = new Integer[shape.count];
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = (int) shape.values[axis];
        }
        return new Entry(name, type, List.of(axes), begin, end);
    }

    private static ElementType typeOf(String name, String dtype) {
        return ElementType.named(dtype).orElseThrow(() -> refused(name, "dtype must be F32, I32 or I64")
                .got(FileError.printable(dtype)));
    }

    /** The list of whole numbers that was read last. One object serves all tensors, of which there may be many. */
    private static final class Longs {
        final long[] values = new long[MOST_AXES];
        /** The number of elements, or -1 before a list is read. */
        int count;

        void read(String name, JsonParser parser) throws IOException {
            require(parser.currentToken() == JsonToken.START_ARRAY, name, "shape and data_offsets must be lists");
            count = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, name, "must hold whole numbers only");
                require(count < MOST_AXES, name, "must have at most " + MOST_AXES + " axes; got more");
                values[count++] = parser.getLongValue();
            }
        }
    }

    private long bytesOf(String name, ElementType type) {
        long bytes = type.bytes();
        for (int i = 0; i < shape.count; i++) {
            long axis = shape.values[i];
            require(axis >= 0 && axis <= Integer.MAX_VALUE, name, "axes must be in 0..2^31 - 1");
            require(axis == 0 || bytes <= Long.MAX_VALUE / axis, name, "shape must be of a size that fits 63 bits");
            bytes *= axis;
        }
        return bytes;
    }

    private void requireContiguous(long dataLength) {
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long end = 0;
        for (Entry entry : entries) {
            if (entry.begin() != end) {
                throw refused(entry.name(), "must follow the tensor before it without gap or overlap")
                        .expected("offset " + end)
                        .got(entry.begin());
            }
            end = entry.end();
        }
        if (end != dataLength) {
            throw malformed("the tensors must fill the file")
                    .expected(end + " bytes after the header")
                    .got(dataLength);
        }
    }

    /** Returns the content of the file. Its tensors are views of {@code data}, which is not copied. */
    Safetensors withData(ByteBuffer data) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Entry entry : entries) {
            ByteBuffer bytes = data.slice((int) entry.begin(), (int) (entry.end() - entry.begin()));
            Buffer elements = entry.type().view(bytes.order(ByteOrder.LITTLE_ENDIAN));
            tensors.put(entry.name(), new Tensor(entry.shape(), elements));
        }
        return new Safetensors(metadata, tensors);
    }

    /**
     * Returns the header of a file to write, with its checksum, padded with spaces to a multiple of {@code alignment}
     * bytes.
     */
    static byte[] json(Safetensors file, String contentChecksum, int alignment) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart(Safetensors.METADATA);
            json.writeStringField(ContentChecksum.KEY, contentChecksum);
            for (Map.Entry<String, String> text : file.metadata().entrySet()) {
                json.writeStringField(text.getKey(), text.getValue());
            }
            json.writeEndObject();
            long begin = 0;
            for (Map.Entry<String, Tensor> tensor : file.tensors().entrySet()) {
                long end = begin + tensor.getValue().bytes();
                json.writeObjectFieldStart(tensor.getKey());
                json.writeStringField("dtype", tensor.getValue().type().toString());
                writeLongs(
                        json,
                        "shape",
                        tensor.getValue().shape().stream()
                                .mapToLong(Integer::longValue)
                                .toArray());
                writeLongs(json, "data_offsets", begin, end);
                json.writeEndObject();
                begin = end;
            }
            json.writeEndObject();
        }
        bytes.writeBytes(" ".repeat(Math.floorMod(-bytes.size(), alignment)).getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    private static void writeLongs(JsonGenerator json, String field, long... values) throws IOException {
        json.writeFieldName(field);
        json.writeArray(values, 0, values.length);
    }

    private static void requireOnce(boolean first, String name) {
        if (!first) {
            throw malformed("the header must be sound JSON; Duplicate field '" + FileError.printable(name) + "'");
        }
    }

    private static void require(boolean holds, String tensor, String rule) {
        if (!holds) {
            throw refused(tensor, rule);
        }
    }

    private static InputException refused(String tensor, String rule) {
        return InputException.of(Subject.named(FileError.printable(tensor)), rule);
    }

    private static InputException malformed(String rule) {
        return InputException.of(Subject.content(), rule);
    }
}
