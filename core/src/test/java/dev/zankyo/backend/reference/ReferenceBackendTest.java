package dev.zankyo.backend.reference;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.ComputeBackendContract;

/** The kit applied to the reference backend. */
class ReferenceBackendTest extends ComputeBackendContract {
    @Override
    protected ComputeBackend backend() {
        return new ReferenceBackend();
    }
}
