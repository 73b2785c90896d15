package dev.zankyo.benchmarks.tensorflow;

import dev.zankyo.benchmarks.peers.Case;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Conversions of arrays to TensorFlow's tensors, and the session that receives them. */
final class Tensors {
    private Tensors() {}

    static TFloat32 of(float[] values, Shape shape) {
        return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
    }

    /** Returns a canonical convolution weight (O, I, KH, KW) in TensorFlow's layout (KH, KW, I, O). */
    static TFloat32 filter(float[] weight, int outputs, int inputs, int height, int width) {
        float[] hwio = new float[weight.length];
        int to = 0;
        for (int h = 0; h < height; h++) {
            for (int w = 0; w < width; w++) {
                for (int i = 0; i < inputs; i++) {
                    for (int o = 0; o < outputs; o++) {
                        hwio[to++] = weight[((o * inputs + i) * height + h) * width + w];
                    }
                }
            }
        }
        return of(hwio, Shape.of(height, width, inputs, outputs));
    }

    static Session session(Graph graph, Case what) {
        return new Session(
                graph,
                ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(what.threads())
                        .setInterOpParallelismThreads(1)
                        .build());
    }
}
