package dev.zankyo.backend;

/** A part of the kit: what it tests, and how near it must come. */
abstract class Contract {

    /** The kit this is part of. */
    abstract ComputeBackendContract kit();

    /** The backend under test; whatever it is asked for, it computes in the kit's precision. */
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
