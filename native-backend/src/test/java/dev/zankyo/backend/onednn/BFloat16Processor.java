package dev.zankyo.backend.onednn;

import dev.zankyo.backend.Processor;

/** Whether the processor multiplies bfloat16, by its own account; where it does not, backends refuse the format. */
final class BFloat16Processor {
    private BFloat16Processor() {}

    static boolean isHere() {
        return Processor.flags().contains("avx512_bf16");
    }
}
