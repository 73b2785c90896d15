/**
 * The engine's kernels, written with the Vector API. They are compiled separately and loaded only if the JVM has its
 * module.
 */
package dev.zankyo.backend.engine.vector;
