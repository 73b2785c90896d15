/**
 * Computing with oneDNN. {@link dev.zankyo.backend.onednn.OneDnn} is the part of its C API that is used; the packages {@code
 * javacpp} and {@code ffm} bind it to one and the same shared library. Everything else here, from availability to the
 * plans, is written once against that interface.
 */
package dev.zankyo.backend.onednn;
