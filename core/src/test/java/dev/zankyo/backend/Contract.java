package dev.zankyo.backend;

/** A part of the kit with access to its backend and bounds. */
abstract class Contract {

    /** Returns the kit that this part belongs to. */
    abstract ComputeBackendContract kit();

    /** Returns the backend under test; it computes in the kit's precision whatever a spec says. */
    final ComputeBackend backend() {
        return new InPrecision(kit().backend(), precision());
    }

    final Precision precision() {
        return kit().precision();
    }

    final Bounds bounds() {
        return Bounds.of(precision());
    }
}
