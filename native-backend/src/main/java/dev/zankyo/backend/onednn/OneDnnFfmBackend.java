package dev.zankyo.backend.onednn;

/**
 * The backend {@code onednn-ffm}: oneDNN through the Foreign Function and Memory API. It computes in float32, or in
 * bfloat16 if the processor has instructions for that.
 *
 * <p>Plans hold their memory outside the Java heap until they are closed, and own threads besides the caller's. A given
 * number of threads always gives the same bits.
 */
public final class OneDnnFfmBackend extends OneDnnBackend {
    static final OneDnnLoader LOADER = new OneDnnLoader("Panama", FfmOneDnn::new);

    /** Creates the backend, without loading the library. */
    public OneDnnFfmBackend() {
        super("onednn-ffm", 200, LOADER, false);
    }
}
