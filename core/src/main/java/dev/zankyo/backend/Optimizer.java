package dev.zankyo.backend;

/**
 * A rule by which a training plan changes parameters after it has computed their gradients. Sealed, as {@link
 * dev.zankyo.graph.Op} is: the compiler lists what a backend must handle.
 */
public sealed interface Optimizer permits Adam {}
