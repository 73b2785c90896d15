package dev.zankyo.backend.onednn;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.ComputeBackendContract;
import dev.zankyo.backend.onednn.javacpp.OneDnnJavaCppBackend;

class OneDnnJavaCppBackendTest extends ComputeBackendContract {
    @Override
    protected ComputeBackend backend() {
        return new OneDnnJavaCppBackend();
    }
}
