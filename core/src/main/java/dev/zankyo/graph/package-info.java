/**
 * The network as data: a small static graph of operations, whose shapes are checked once, and the canonical order of
 * its parameters. Start with {@link dev.zankyo.graph.Op}; {@link dev.zankyo.graph.GraphBuilder} makes graphs.
 */
package dev.zankyo.graph;
