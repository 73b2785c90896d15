package dev.zankyo.backend;

/**
 * A rule that changes the parameters once a training plan has computed their gradients. Sealed, like {@link
 * dev.zankyo.graph.Op}: the compiler lists what a backend must handle.
 */
public sealed interface Optimizer permits Adam {}
