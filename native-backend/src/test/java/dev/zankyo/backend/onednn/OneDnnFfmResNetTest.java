package dev.zankyo.backend.onednn;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.onednn.ffm.OneDnnFfmBackend;
import dev.zankyo.golden.ResNetContract;

class OneDnnFfmResNetTest extends ResNetContract {
    @Override
    protected ComputeBackend backend() {
        return new OneDnnFfmBackend();
    }
}
