package dev.zankyo.backend.onednn;

/**
 * The backend {@code onednn}: oneDNN through the JavaCPP presets. It computes in float32, or in bfloat16 if the
 * processor has instructions for that.
 *
 * <p>Plans hold their memory outside the Java heap until they are closed, and own threads besides the caller's. A given
 * number of threads always gives the same bits.
 */
public final class OneDnnJavaCppBackend extends OneDnnBackend {
    // JavaCPP opens the library by itself, from the same file.
    static final OneDnnLoader LOADER = new OneDnnLoader("JavaCPP", library -> new JavaCppOneDnn());

    /** Creates the backend, without loading the library. */
    public OneDnnJavaCppBackend() {
        super("onednn", 300, LOADER, false);
    }
}
