package dev.zankyo.backend.reference;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.ComputeBackendContract;

/** The reference keeps its own contract. */
class ReferenceBackendTest extends ComputeBackendContract {
    @Override
    protected ComputeBackend backend() {
        return new ReferenceBackend();
    }
}
