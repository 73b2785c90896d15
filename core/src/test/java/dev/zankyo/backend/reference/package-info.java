/**
 * The reference that the kit compares backends with: the operations in float64, each loop as the formula is written,
 * slow and obvious. Start with {@link dev.zankyo.backend.reference.ReferenceBackend}; {@code Formulas} has the
 * formulas. It is only for tests and is not registered as a service.
 */
package dev.zankyo.backend.reference;
