package dev.zankyo.backend.onednn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the processor multiplies bfloat16, by its own account; where it does not, backends refuse the format. */
final class BFloat16Processor {
    private BFloat16Processor() {}

    static boolean isHere() throws IOException {
        Path processors = Path.of("/proc/cpuinfo");
        return Files.isReadable(processors) && Files.readString(processors).contains("avx512_bf16");
    }
}
