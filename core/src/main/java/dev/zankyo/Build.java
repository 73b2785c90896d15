package dev.zankyo;

/** Which build of this software is at work. */
public final class Build {
    private Build() {}

    /** The release that the jar says it is of; "unreleased" outside a jar. */
    public static String version() {
        String version = Build.class.getPackage().getImplementationVersion();
        return version == null ? "unreleased" : version;
    }
}
