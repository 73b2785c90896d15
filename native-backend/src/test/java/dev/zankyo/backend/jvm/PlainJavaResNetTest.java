package dev.zankyo.backend.jvm;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.golden.ResNetContract;
import org.junit.jupiter.api.Tag;

/** The original's network in plain loops; the conformance kit holds them too, in seconds instead of a minute. */
@Tag("slow")
class PlainJavaResNetTest extends ResNetContract {
    @Override
    protected ComputeBackend backend() {
        return new JavaBackend(JavaKernels.plain());
    }
}
