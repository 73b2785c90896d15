/**
 * Computation with oneDNN. {@code OneDnn} is the part of its C API that is used; {@code FfmOneDnn} and
 * {@code JavaCppOneDnn} bind it to the same shared library. Everything else in this package, from availability to the
 * plans, is written once against that interface. Only the backends are public.
 */
package dev.zankyo.backend.onednn;
