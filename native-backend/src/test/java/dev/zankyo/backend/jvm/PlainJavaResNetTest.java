package dev.zankyo.backend.jvm;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.golden.ResNetContract;
import org.junit.jupiter.api.Tag;

/** The ResNet contract in plain loops. The conformance kit also covers them, in seconds instead of a minute. */
@Tag("slow")
class PlainJavaResNetTest extends ResNetContract {
    @Override
    protected ComputeBackend backend() {
        return new JavaBackend(JavaKernels.plain());
    }
}
