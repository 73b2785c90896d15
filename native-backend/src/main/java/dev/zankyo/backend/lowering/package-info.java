/**
 * From a graph to a list of instructions, once for all backends of this module: {@link
 * dev.zankyo.backend.lowering.Lowering} decides order, fusion, where gradients are summed and what may be overwritten;
 * {@link dev.zankyo.backend.lowering.MemoryPlan} decides where each tensor lies. A backend only executes.
 */
package dev.zankyo.backend.lowering;
