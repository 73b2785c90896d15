package dev.zankyo.backend.onednn;

/**
 * A primitive. Several threads may run it at once, each with a scratchpad of its own.
 *
 * @param handle the primitive
 * @param desc the descriptor of the primitive
 * @param scratchpadDesc the descriptor of the scratchpad that it needs; may be 0 or of zero bytes
 */
record Primitive(long handle, long desc, long scratchpadDesc) {}
