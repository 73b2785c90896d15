package dev.zankyo.backend.onednn;

/**
 * {@code onednn-ffm-bn}: {@link OneDnnFfmBackend} with batch normalizations by oneDNN's primitives too, to compare what they cost. It is
 * never chosen by itself while another backend is available.
 */
public final class OneDnnFfmBatchNormBackend extends OneDnnBackend {

    /** Loads nothing yet. */
    public OneDnnFfmBatchNormBackend() {
        super("onednn-ffm-bn", 10, OneDnnFfmBackend.LOADER, true);
    }
}
