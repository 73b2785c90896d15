package dev.zankyo.backend.onednn;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.Precision;
import dev.zankyo.golden.ResNetContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@EnabledIf("dev.zankyo.backend.onednn.BFloat16Processor#isHere")
@Tag("full")
class OneDnnFfmBFloat16ResNetTest extends ResNetContract {
    @Override
    protected ComputeBackend backend() {
        return new OneDnnFfmBackend();
    }

    @Override
    protected Precision precision() {
        return Precision.BFLOAT16;
    }
}
