package dev.zankyo.backend.onednn;

/** The backend {@code onednn-ffm}: oneDNN through the Foreign Function and Memory API. */
public final class OneDnnFfmBackend extends OneDnnBackend {
    static final OneDnnLoader LOADER = new OneDnnLoader("Panama", FfmOneDnn::new);

    /** Creates the backend, without loading the library. */
    public OneDnnFfmBackend() {
        super("onednn-ffm", 200, LOADER, false);
    }
}
