/**
 * Translation of a graph into a list of instructions, shared by all backends of this module.
 * {@link dev.zankyo.backend.lowering.Lowering} decides order, fusion, where gradients are summed and what may be
 * overwritten. {@link dev.zankyo.backend.lowering.MemoryPlan} decides where each tensor lies. A backend only executes
 * the instructions.
 */
package dev.zankyo.backend.lowering;
