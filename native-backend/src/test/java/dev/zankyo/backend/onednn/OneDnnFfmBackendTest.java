package dev.zankyo.backend.onednn;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.ComputeBackendContract;
import dev.zankyo.backend.onednn.ffm.OneDnnFfmBackend;

class OneDnnFfmBackendTest extends ComputeBackendContract {
    @Override
    protected ComputeBackend backend() {
        return new OneDnnFfmBackend();
    }
}
