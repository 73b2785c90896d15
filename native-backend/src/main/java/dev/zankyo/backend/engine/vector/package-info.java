/** The engine's kernels by the Vector API: compiled apart, and loaded only where the module is there. */
package dev.zankyo.backend.engine.vector;
