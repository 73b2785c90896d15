package dev.zankyo.backend.onednn;

/**
 * A primitive. It may run on several threads at once, each with a scratchpad of its own.
 *
 * @param handle the primitive
 * @param desc its descriptor
 * @param scratchpadDesc of the scratchpad it wants; may be 0 or of no bytes
 */
record Primitive(long handle, long desc, long scratchpadDesc) {}
