package dev.zankyo.backend.onednn;

/** {@code onednn}: oneDNN through the JavaCPP presets. */
public final class OneDnnJavaCppBackend extends OneDnnBackend {
    // JavaCPP opens the library by itself, from the same file.
    static final OneDnnLoader LOADER = new OneDnnLoader("JavaCPP", library -> new JavaCppOneDnn());

    /** Loads nothing yet. */
    public OneDnnJavaCppBackend() {
        super("onednn", 300, LOADER, false);
    }
}
