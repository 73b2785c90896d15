/**
 * The contract between a network and the code that computes it. A {@link dev.zankyo.backend.ComputeBackend} compiles a
 * graph for a fixed batch size into a plan, which owns all its memory. Core passes in a batch and receives a loss.
 * {@link dev.zankyo.backend.Backends} finds the backends. To add a backend, implement the interface, name the class in
 * {@code META-INF/services}, and test it with the kit in core's test-jar.
 */
package dev.zankyo.backend;
