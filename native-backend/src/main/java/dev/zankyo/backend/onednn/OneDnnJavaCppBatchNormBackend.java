package dev.zankyo.backend.onednn;

/**
 * {@code onednn-bn}: {@link OneDnnJavaCppBackend} with batch normalizations by oneDNN's primitives too, to compare what they cost. It is
 * never chosen by itself while another backend is available.
 */
public final class OneDnnJavaCppBatchNormBackend extends OneDnnBackend {

    /** Loads nothing yet. */
    public OneDnnJavaCppBatchNormBackend() {
        super("onednn-bn", 20, OneDnnJavaCppBackend.LOADER, true);
    }
}
