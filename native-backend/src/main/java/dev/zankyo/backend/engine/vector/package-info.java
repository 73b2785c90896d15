/** The engine's kernels by the Vector API: compiled separately, and loaded only if its module is present. */
package dev.zankyo.backend.engine.vector;
