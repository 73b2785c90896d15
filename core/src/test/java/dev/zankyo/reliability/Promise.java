package dev.zankyo.reliability;

/** A promise of docs/reliability.md, in its order. */
public enum Promise {
    RESUME("checkpoints and resume"),
    KILLS("kills"),
    DISKS("disks that fail"),
    MODEL_FILES("model and checkpoint files"),
    INPUT("text and audio"),
    NATIVE_CODE("native code"),
    RESOURCES("resources"),
    DETERMINISM("determinism"),
    SECURITY("security");

    private final String title;

    Promise(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }
}
