package dev.zankyo.backend.onednn;

/** The backend {@code onednn}: oneDNN through the JavaCPP presets. */
public final class OneDnnJavaCppBackend extends OneDnnBackend {
    // JavaCPP opens the library by itself, from the same file.
    static final OneDnnLoader LOADER = new OneDnnLoader("JavaCPP", library -> new JavaCppOneDnn());

    /** Creates the backend, without loading the library. */
    public OneDnnJavaCppBackend() {
        super("onednn", 300, LOADER, false);
    }
}
