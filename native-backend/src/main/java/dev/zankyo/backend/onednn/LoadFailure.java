package dev.zankyo.backend.onednn;

import dev.zankyo.backend.Availability.Unavailable;
import java.io.FileNotFoundException;
import java.io.IOException;

/** The explanation, for the user, why oneDNN could not be loaded, and the remedy. */
final class LoadFailure {
    private static final String OTHER_FOLDER =
            "name another folder with -Dorg.bytedeco.javacpp.cachedir=FOLDER, or use {backend} java";

    private LoadFailure() {}

    static Unavailable explain(Throwable failure) {
        if (failure instanceof IllegalCallerException) {
            return new Unavailable(
                    "Java denies native access to it", "run Java with --enable-native-access=ALL-UNNAMED");
        }
        if (failure instanceof FileNotFoundException missing) {
            return new Unavailable(
                    missing.getMessage() + " is not on the class path",
                    "add org.bytedeco:dnnl with classifier " + Host.SUPPORTED + ", or use {backend} java");
        }
        if (failure instanceof WrongLibraryException wrong) {
            return new Unavailable(
                    wrong.getMessage(),
                    "put the org.bytedeco:dnnl of this build first on the class path, or use {backend} java");
        }
        if (failure instanceof IOException unwritable) {
            return new Unavailable("its library cannot be unpacked: " + firstLine(unwritable), OTHER_FOLDER);
        }
        if (failure instanceof LinkageError unlinkable) {
            return explain(unlinkable);
        }
        return new Unavailable("loading it failed: " + firstLine(failure), "use {backend} java");
    }

    private static Unavailable explain(LinkageError unlinkable) {
        String message = firstLine(unlinkable);
        if (message.contains("failed to map segment") || message.contains("Operation not permitted")) {
            return new Unavailable(
                    "its library was unpacked to a folder that forbids execution (noexec): " + message, OTHER_FOLDER);
        }
        if (message.contains("GLIBC_") || message.contains("GLIBCXX_")) {
            return new Unavailable(
                    "its library needs a newer system: " + message, "use a newer distribution, or {backend} java");
        }
        if (message.contains("cannot open shared object file")) {
            return new Unavailable(
                    "a library it needs is missing: " + message,
                    "install it (Debian: apt-get install libstdc++6), or use {backend} java");
        }
        return new Unavailable("its library cannot be linked: " + message, "use {backend} java");
    }

    private static String firstLine(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
