/**
 * What the kit compares backends with: the operations in float64, each loop as the formula is written, slow and obvious.
 * Start with {@link dev.zankyo.backend.reference.ReferenceBackend}; the formulas themselves are in {@code Formulas}. It is
 * not registered as a service: it is for tests only.
 */
package dev.zankyo.backend.reference;
