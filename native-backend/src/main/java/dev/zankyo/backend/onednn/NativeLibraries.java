package dev.zankyo.backend.onednn;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The shared libraries of the presets' jar, opened. JavaCPP is made to open the same files, so that the process has one
 * oneDNN and one OpenMP runtime. This class loads no JNI library.
 */
final class NativeLibraries {
    private static final int RTLD_LAZY = 1;

    private NativeLibraries() {}

    /**
     * Unpacks and opens the libraries, for the life of the process.
     *
     * @return a lookup of the symbols of oneDNN and of the libraries that it was linked to
     * @throws java.io.FileNotFoundException if they are not on the class path
     * @throws IOException if they cannot be unpacked
     * @throws UnsatisfiedLinkError if they cannot be opened
     */
    static SymbolLookup open() throws IOException {
        return open(NativeFiles.folder());
    }

    /** Opens the libraries from the folder in which they have been unpacked. */
    static SymbolLookup open(Path folder) {
        openFile(folder.resolve("libgomp.so.1")); // first: oneDNN would look for a library of that name elsewhere
        return openFile(folder.resolve("libdnnl.so.3"));
    }

    /**
     * Runs {@code loading}, which loads the presets' JNI libraries, with properties that make JavaCPP take the files
     * from {@code folder}. Otherwise JavaCPP would unpack copies, and the process would have two of each library.
     * JavaCPP reads the properties when it is first used.
     */
    static <T> T besideJavaCpp(Path folder, Supplier<T> loading) {
        Map<String, String> wanted = Map.of(
                "org.bytedeco.javacpp.pathsFirst",
                "true",
                NativeFiles.FOLDER_PROPERTY,
                folder.toString(),
                "java.library.path",
                folder.toString());
        Map<String, String> before = new HashMap<>();
        wanted.forEach((name, value) -> before.put(name, System.setProperty(name, value)));
        try {
            return loading.get();
        } finally {
            before.forEach((name, value) -> {
                if (value == null) {
                    System.clearProperty(name);
                } else {
                    System.setProperty(name, value);
                }
            });
        }
    }

    @SuppressWarnings("restricted") // this class opens native libraries
    private static SymbolLookup openFile(Path file) {
        Linker linker = Linker.nativeLinker();
        MethodHandle dlopen = linker.downcallHandle(
                linker.defaultLookup().find("dlopen").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        MethodHandle dlerror = linker.downcallHandle(
                linker.defaultLookup().find("dlerror").orElseThrow(), FunctionDescriptor.of(ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(file.toString());
            // SymbolLookup would open it as well, but hides the reason of a failure.
            if (((MemorySegment) dlopen.invokeExact(path, RTLD_LAZY)).address() == 0) {
                String reason = ((MemorySegment) dlerror.invokeExact())
                        .reinterpret(4096)
                        .getString(0);
                throw new UnsatisfiedLinkError(reason);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("dlopen " + file, e);
        }
        return SymbolLookup.libraryLookup(file, Arena.global());
    }
}
