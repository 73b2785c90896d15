package dev.zankyo.backend.onednn;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.golden.ResNetContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Tag("full")
class OneDnnFfmResNetTest extends ResNetContract {
    @Override
    protected ComputeBackend backend() {
        return new OneDnnFfmBackend();
    }
}
