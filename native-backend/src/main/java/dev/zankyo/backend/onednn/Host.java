package dev.zankyo.backend.onednn;

import dev.zankyo.backend.Availability.Unavailable;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.Optional;

/**
 * The properties of the machine that a native library depends on.
 *
 * @param platform operating system and architecture as the presets name them, such as {@code linux-x86_64}
 * @param glibc the version of the GNU C library, such as {@code 2.36}; empty if there is none
 */
record Host(String platform, Optional<String> glibc) {
    /** The platform that the shipped binary was built for. */
    static final String SUPPORTED = "linux-x86_64";

    private static final int GLIBC_MINOR = 34;

    static Host current() {
        String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        return new Host(platform, platform.equals(SUPPORTED) ? glibcVersion() : Optional.empty());
    }

    /** Returns the presets' name for Java's {@code os.name} and {@code os.arch}. */
    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.toLowerCase(Locale.ROOT);
        return (os.startsWith("mac") ? "macos" : os.startsWith("windows") ? "windows" : os)
                + "-"
                + (arch.equals("amd64") ? "x86_64" : arch.equals("aarch64") ? "arm64" : arch);
    }

    @SuppressWarnings("restricted") // the C library returns a string of its own
    private static Optional<String> glibcVersion() {
        return Linker.nativeLinker()
                .defaultLookup()
                .find("gnu_get_libc_version")
                .map(function -> {
                    try {
                        var handle = Linker.nativeLinker()
                                .downcallHandle(function, FunctionDescriptor.of(ValueLayout.ADDRESS));
                        return ((MemorySegment) handle.invokeExact())
                                .reinterpret(64)
                                .getString(0);
                    } catch (RuntimeException | Error e) {
                        throw e;
                    } catch (Throwable e) {
                        throw new IllegalStateException("gnu_get_libc_version", e);
                    }
                });
    }

    /** Returns why the shipped binary cannot run here; empty if it can. */
    Optional<Unavailable> objection() {
        if (!platform.equals(SUPPORTED)) {
            return Optional.of(new Unavailable(
                    "there is no oneDNN for " + platform + " in this build",
                    "use {backend} java, which runs anywhere"));
        }
        if (glibc.isEmpty()) {
            return Optional.of(new Unavailable(
                    "oneDNN needs the GNU C library, which this system lacks",
                    "use a distribution with glibc 2." + GLIBC_MINOR + " or newer, or {backend} java"));
        }
        if (!isNewEnough(glibc.get())) {
            return Optional.of(new Unavailable(
                    "oneDNN needs glibc 2." + GLIBC_MINOR + " or newer; this system has " + glibc.get(),
                    "use a newer distribution, or {backend} java"));
        }
        return Optional.empty();
    }

    private static boolean isNewEnough(String version) {
        String[] parts = version.split("\\.");
        int major = Integer.parseInt(parts[0]);
        return major > 2 || major == 2 && Integer.parseInt(parts[1]) >= GLIBC_MINOR;
    }
}
