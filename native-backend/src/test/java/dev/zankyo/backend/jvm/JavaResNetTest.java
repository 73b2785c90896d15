package dev.zankyo.backend.jvm;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.golden.ResNetContract;

/** The ResNet contract with the best kernels of the test JVM. */
class JavaResNetTest extends ResNetContract {
    @Override
    protected ComputeBackend backend() {
        return new JavaBackend();
    }
}
