/**
 * Computing with oneDNN. {@code OneDnn} is the part of its C API that is used; {@code FfmOneDnn} and {@code JavaCppOneDnn}
 * bind it to one and the same shared library. Everything else here, from availability to the plans, is written once against
 * that interface. Only the backends are public.
 */
package dev.zankyo.backend.onednn;
