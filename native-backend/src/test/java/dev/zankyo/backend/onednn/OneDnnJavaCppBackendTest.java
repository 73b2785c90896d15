package dev.zankyo.backend.onednn;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.ComputeBackendContract;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class OneDnnJavaCppBackendTest extends ComputeBackendContract {
    @Override
    protected ComputeBackend backend() {
        return new OneDnnJavaCppBackend();
    }
}
