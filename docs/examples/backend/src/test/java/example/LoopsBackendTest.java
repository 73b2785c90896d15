package example;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.ComputeBackendContract;

/** Runs the whole conformance kit on this backend. */
class LoopsBackendTest extends ComputeBackendContract {
    @Override
    protected ComputeBackend backend() {
        return new LoopsBackend();
    }
}
