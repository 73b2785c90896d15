package dev.zankyo.export;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph that is built node by node and written as an ONNX {@code ModelProto} (file {@code onnx.proto3}, IR version 8,
 * operator set 17). A value is known by its name.
 * Every method that adds a node returns the name of the node's output. For one thread.
 */
final class OnnxGraph {
    /** The IR version and the operator set: the newest that ONNX 1.12 reads. Later versions read them too. */
    private static final int IR_VERSION = 8;

    private static final int OPERATOR_SET = 17;

    /** The element types of {@code TensorProto.DataType}. */
    enum Type {
        FLOAT(1),
        INT64(7),
        FLOAT16(10),
        DOUBLE(11);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** The content of a message. */
    private interface Message {
        void to(CodedOutputStream out) throws IOException;
    }

    private final boolean halfWeights;
    private final List<byte[]> nodes = new ArrayList<>();
    private final List<byte[]> initializers = new ArrayList<>();
    private final List<byte[]> inputs = new ArrayList<>();
    private final List<byte[]> outputs = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private int unnamed;

    /**
     * Creates an empty graph.
     *
     * @param halfWeights whether {@linkplain #weights weights} are stored as float16; a reader converts them to float32
     */
    OnnxGraph(boolean halfWeights) {
        this.halfWeights = halfWeights;
    }

    /** Adds an input of float32. An axis is a number or, if its length varies, a name. */
    String input(String name, Object... axes) {
        inputs.add(value(name, axes));
        return name;
    }

    /** Gives a value its final name and makes it an output of float32 of the graph. */
    void output(String name, String value, Object... axes) {
        nodes.add(node("Identity", List.of(value), name, Map.of()));
        outputs.add(value(name, axes));
    }

    /** Adds a text about the model. */
    void metadata(String key, String text) {
        metadata.put(key, text);
    }

    /** Adds a node with one output. */
    String add(String operator, String... operands) {
        return add(operator, List.of(operands), Map.of());
    }

    /**
     * Adds a node with one output.
     *
     * @param attributes by name: an {@link Integer}, a {@link Float}, a {@link String} or a list of {@link Integer}
     */
    String add(String operator, List<String> operands, Map<String, Object> attributes) {
        String output = name();
        nodes.add(node(operator, operands, output, attributes));
        return output;
    }

    /** Adds a tensor of weights, stored as float32 or float16; the returned value is float32. */
    String weights(String name, float[] values, int offset, int... shape) {
        int size = 1;
        for (int axis : shape) {
            size *= axis;
        }
        if (!halfWeights) {
            ByteBuffer bytes = buffer(Float.BYTES * size);
            bytes.asFloatBuffer().put(values, offset, size);
            return initializer(name, Type.FLOAT, bytes, shape);
        }
        ByteBuffer bytes = buffer(Short.BYTES * size);
        for (int i = 0; i < size; i++) {
            bytes.putShort(Float.floatToFloat16(values[offset + i]));
        }
        return cast(initializer(name, Type.FLOAT16, bytes, shape), Type.FLOAT);
    }

    /** Adds a tensor of float32 constants. */
    String floats(float[] values, int... shape) {
        ByteBuffer bytes = buffer(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        return initializer(name(), Type.FLOAT, bytes, shape);
    }

    /** Adds a scalar of float32. */
    String scalar(double value) {
        return floats(new float[] {(float) value});
    }

    /** Adds a vector of 64-bit integers. */
    String integers(long... values) {
        ByteBuffer bytes = buffer(Long.BYTES * values.length);
        bytes.asLongBuffer().put(values);
        return initializer(name(), Type.INT64, bytes, values.length);
    }

    /** Adds a scalar of 64-bit integers. */
    String integer(long value) {
        return initializer(name(), Type.INT64, buffer(Long.BYTES).putLong(value));
    }

    /** Adds a conversion of the elements to another type. */
    String cast(String value, Type type) {
        return add("Cast", List.of(value), Map.of("to", type.number()));
    }

    /** Adds a view of the same elements; one axis may be -1, which is derived from the others. */
    String reshape(String value, long... shape) {
        return add("Reshape", value, integers(shape));
    }

    /** Adds a reordering of the axes. */
    String transpose(String value, Integer... axes) {
        return add("Transpose", List.of(value), Map.of("perm", List.of(axes)));
    }

    private String initializer(String name, Type type, ByteBuffer bytes, int... shape) {
        initializers.add(bytes(tensor -> {
            for (int axis : shape) {
                tensor.writeInt64(1, axis);
            }
            tensor.writeInt32(2, type.number());
            tensor.writeString(8, name);
            tensor.writeByteArray(9, bytes.array());
        }));
        return name;
    }

    private String name() {
        unnamed++;
        return "v" + unnamed;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] node(String operator, List<String> operands, String output, Map<String, Object> attributes) {
        return bytes(node -> {
            for (String operand : operands) {
                node.writeString(1, operand);
            }
            node.writeString(2, output);
            node.writeString(3, output);
            node.writeString(4, operator);
            for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
                node.writeByteArray(5, attribute(attribute.getKey(), attribute.getValue()));
            }
        });
    }

    private static byte[] attribute(String name, Object value) {
        return bytes(attribute -> {
            attribute.writeString(1, name);
            switch (value) {
                case Integer number -> {
                    attribute.writeInt64(3, number);
                    attribute.writeEnum(20, 2);
                }
                case String text -> {
                    attribute.writeByteArray(4, text.getBytes(StandardCharsets.UTF_8));
                    attribute.writeEnum(20, 3);
                }
                case Float number -> {
                    attribute.writeFloat(2, number);
                    attribute.writeEnum(20, 1);
                }
                case List<?> numbers -> {
                    for (Object number : numbers) {
                        attribute.writeInt64(8, (Integer) number);
                    }
                    attribute.writeEnum(20, 7);
                }
                default -> throw new IllegalArgumentException("attribute " + name + ": unknown type " + value);
            }
        });
    }

    private static byte[] value(String name, Object... axes) {
        byte[] shape = bytes(message -> {
            for (Object axis : axes) {
                message.writeByteArray(1, bytes(dimension -> {
                    if (axis instanceof Integer length) {
                        dimension.writeInt64(1, length);
                    } else {
                        dimension.writeString(2, (String) axis);
                    }
                }));
            }
        });
        byte[] tensor = bytes(message -> {
            message.writeInt32(1, Type.FLOAT.number());
            message.writeByteArray(2, shape);
        });
        byte[] type = bytes(message -> message.writeByteArray(1, tensor));
        return bytes(message -> {
            message.writeString(1, name);
            message.writeByteArray(2, type);
        });
    }

    /**
     * Returns the file's content.
     *
     * @param name name of the graph
     * @param producerVersion version of this program
     */
    byte[] bytes(String name, String producerVersion) {
        byte[] graph = bytes(message -> {
            writeAll(message, 1, nodes);
            message.writeString(2, name);
            writeAll(message, 5, initializers);
            writeAll(message, 11, inputs);
            writeAll(message, 12, outputs);
        });
        byte[] operatorSet = bytes(message -> {
            message.writeString(1, "");
            message.writeInt64(2, OPERATOR_SET);
        });
        return bytes(model -> {
            model.writeInt64(1, IR_VERSION);
            model.writeString(2, "zankyo");
            model.writeString(3, producerVersion);
            model.writeByteArray(7, graph);
            model.writeByteArray(8, operatorSet);
            for (Map.Entry<String, String> entry : metadata.entrySet()) {
                model.writeByteArray(14, bytes(property -> {
                    property.writeString(1, entry.getKey());
                    property.writeString(2, entry.getValue());
                }));
            }
        });
    }

    private static void writeAll(CodedOutputStream out, int field, List<byte[]> messages) throws IOException {
        for (byte[] message : messages) {
            out.writeByteArray(field, message);
        }
    }

    private static byte[] bytes(Message message) {
        var bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            message.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
