package dev.zankyo.benchmarks.libtorch;

import static org.bytedeco.pytorch.global.torch.ScalarType;

import dev.zankyo.benchmarks.peers.Case;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** What training and inference with libtorch have in common. */
final class Libtorch {
    private Libtorch() {}

    static String version() {
        return "libtorch through JavaCPP, presets " + Tensor.class.getPackage().getImplementationVersion();
    }

    static ScalarType scalarType(Case what) {
        return what.precision().equals(Case.BFLOAT16) ? ScalarType.BFloat16 : ScalarType.Float;
    }

    /** A batch of one-channel images, N x H x W, as N x 1 x H x W in channels-last memory: the same floats in the same order. */
    static Tensor images(float[] inputs, int batchSize, int height, int width) {
        return Tensor.create(inputs, new long[] {batchSize, 1, height, width}).contiguous(MemoryFormat.ChannelsLast);
    }
}
