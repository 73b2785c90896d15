package dev.zankyo.benchmarks.libtorch;

import static org.bytedeco.pytorch.global.torch.ScalarType;

import dev.zankyo.benchmarks.peers.Case;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** What training and inference with libtorch have in common. */
final class Libtorch {
    private Libtorch() {}

    static String version() {
        return "libtorch through JavaCPP, presets " + Tensor.class.getPackage().getImplementationVersion();
    }

    /**
     * Activations come and go with every step: glibc must keep their memory instead of mapping it anew each time, which is
     * worth a tenth. OpenBLAS has threads of its own that would compete with OpenMP's.
     */
    static Map<String, String> environment(Case what) {
        return Map.of(
                "OMP_NUM_THREADS", Integer.toString(what.threads()),
                "OPENBLAS_NUM_THREADS", "1",
                "MALLOC_MMAP_THRESHOLD_", Long.toString(4L << 30),
                "MALLOC_TRIM_THRESHOLD_", Long.toString(16L << 30),
                "MALLOC_TOP_PAD_", Long.toString(256L << 20));
    }

    static ScalarType scalarType(Case what) {
        return what.precision().equals(Case.BFLOAT16) ? ScalarType.BFloat16 : ScalarType.Float;
    }

    /** A batch of one-channel images, N x H x W, as N x 1 x H x W in channels-last memory: the same floats in the same order. */
    static Tensor images(float[] inputs, int batchSize, int height, int width) {
        return Tensor.create(inputs, new long[] {batchSize, 1, height, width}).contiguous(MemoryFormat.ChannelsLast);
    }
}
