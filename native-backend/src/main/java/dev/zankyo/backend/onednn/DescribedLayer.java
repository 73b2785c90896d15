package dev.zankyo.backend.onednn;

import dev.zankyo.backend.lowering.Slice;

/** The primitives of one instruction, made for the slice sizes of its phase. Its tasks need the memory of the plan. */
interface DescribedLayer {

    /** Returns the task of a slice. */
    Runnable task(Slice slice, Workspace.Bound memory);

    /** Returns layouts and implementation, for {@code describe()} of a plan. */
    String describe();
}
