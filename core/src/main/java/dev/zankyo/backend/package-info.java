/**
 * The contract between what is learnt and how it is computed: a {@link dev.zankyo.backend.ComputeBackend} compiles a graph
 * for a fixed batch size into a plan, which owns all its memory; core hands in a batch and gets a loss. Backends are found
 * by {@link dev.zankyo.backend.Backends}. A backend of one's own implements the interface, names itself in {@code
 * META-INF/services}, and is proved by the kit in core's test-jar.
 */
package dev.zankyo.backend;
