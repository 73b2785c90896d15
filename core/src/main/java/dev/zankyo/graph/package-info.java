/**
 * What a network is: a small static graph of operations with shapes checked once, and the canonical order of its
 * parameters. Start with {@link dev.zankyo.graph.Op}; graphs are made by {@link dev.zankyo.graph.GraphBuilder}.
 */
package dev.zankyo.graph;
