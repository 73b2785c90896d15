package dev.zankyo.backend.jvm;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.ComputeBackendContract;

/** The backend as it runs in a JVM without the Vector API's module. */
class PlainJavaBackendTest extends ComputeBackendContract {
    @Override
    protected ComputeBackend backend() {
        return new JavaBackend(JavaKernels.plain());
    }
}
