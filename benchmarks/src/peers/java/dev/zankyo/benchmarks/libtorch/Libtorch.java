package dev.zankyo.benchmarks.libtorch;

import static org.bytedeco.pytorch.global.torch.ScalarType;

import dev.zankyo.benchmarks.peers.Case;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** The code that training and inference with libtorch share. */
final class Libtorch {
    private Libtorch() {}

    static String version() {
        return "libtorch through JavaCPP, presets " + Tensor.class.getPackage().getImplementationVersion();
    }

    static ScalarType scalarType(Case what) {
        return what.precision().equals(Case.BFLOAT16) ? ScalarType.BFloat16 : ScalarType.Float;
    }

    /**
     * Returns a batch of one-channel images (N, H, W) as (N, 1, H, W) in channels-last memory. The floats are in the
     * same order.
     */
    static Tensor images(float[] inputs, int batchSize, int height, int width) {
        return Tensor.create(inputs, new long[] {batchSize, 1, height, width}).contiguous(MemoryFormat.ChannelsLast);
    }
}
