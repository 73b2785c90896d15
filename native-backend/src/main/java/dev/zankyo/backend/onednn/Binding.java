package dev.zankyo.backend.onednn;

/** A place in memory and how it is laid out: what a primitive's argument will be. */
record Binding(long desc, Region region, long offset) {

    /** This as an argument {@code DNNL_ARG_...}. */
    Argument as(int index) {
        return new Argument(index, this);
    }

    /** An argument of a primitive. */
    record Argument(int index, Binding binding) {}
}
