package dev.zankyo.backend.onednn;

import dev.zankyo.backend.Processor;

/**
 * A condition for tests: the processor has instructions for bfloat16. On other processors backends refuse the
 * precision.
 */
final class BFloat16Processor {
    private BFloat16Processor() {}

    static boolean isHere() {
        return Processor.flags().contains("avx512_bf16");
    }
}
