package dev.zankyo.backend.onednn;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.onednn.javacpp.OneDnnJavaCppBackend;
import dev.zankyo.golden.ResNetContract;

class OneDnnJavaCppResNetTest extends ResNetContract {
    @Override
    protected ComputeBackend backend() {
        return new OneDnnJavaCppBackend();
    }
}
