package dev.zankyo.backend.onednn;

/**
 * The backend {@code onednn-bn}: {@link OneDnnJavaCppBackend} with oneDNN's primitives for batch normalizations too, to
 * compare their cost. It is never chosen automatically while another backend is available.
 */
public final class OneDnnJavaCppBatchNormBackend extends OneDnnBackend {

    /** Creates the backend, without loading the library. */
    public OneDnnJavaCppBatchNormBackend() {
        super("onednn-bn", 20, OneDnnJavaCppBackend.LOADER, true);
    }
}
