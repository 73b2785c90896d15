package dev.zankyo.backend.jvm;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.ComputeBackendContract;

/** The backend with the best kernels of the test JVM, which is started with the Vector API's module. */
class VectorJavaBackendTest extends ComputeBackendContract {
    @Override
    protected ComputeBackend backend() {
        return new JavaBackend();
    }
}
