package dev.zankyo;

/** The version of this software. */
public final class Build {
    private Build() {}

    /** Returns the release version from the jar; "unreleased" outside a jar. */
    public static String version() {
        String version = Build.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }
}
