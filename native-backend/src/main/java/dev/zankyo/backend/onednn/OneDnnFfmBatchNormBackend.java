package dev.zankyo.backend.onednn;

/**
 * The backend {@code onednn-ffm-bn}: {@link OneDnnFfmBackend} with oneDNN's primitives for batch normalizations too, to
 * compare their cost. It is never chosen automatically while another backend is available.
 */
public final class OneDnnFfmBatchNormBackend extends OneDnnBackend {

    /** Creates the backend, without loading the library. */
    public OneDnnFfmBatchNormBackend() {
        super("onednn-ffm-bn", 10, OneDnnFfmBackend.LOADER, true);
    }
}
