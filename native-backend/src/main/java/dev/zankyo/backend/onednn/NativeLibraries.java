package dev.zankyo.backend.onednn;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.URL;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;

/**
 * The shared libraries that come in the presets' jar, unpacked and opened. They go to the place where JavaCPP itself puts
 * them, so that both bindings open the same files, and the process has one oneDNN and one OpenMP runtime. Nothing here
 * loads a JNI library.
 */
final class NativeLibraries {
    private static final String FOLDER = "/org/bytedeco/dnnl/" + Host.SUPPORTED + "/";
    private static final int RTLD_LAZY = 1;

    private NativeLibraries() {}

    /**
     * Unpacks and opens them, for the life of the process; finds the symbols of oneDNN and of what it was linked to.
     *
     * @throws FileNotFoundException if they are not on the class path
     * @throws IOException if they cannot be unpacked
     * @throws UnsatisfiedLinkError if they cannot be opened
     */
    static SymbolLookup open() throws IOException {
        Path openMp = unpack("libgomp.so.1");
        Path dnnl = unpack("libdnnl.so.3");
        open(openMp); // before the other, which would look for one of that name elsewhere first
        return open(dnnl);
    }

    private static Path unpack(String name) throws IOException {
        URL resource = NativeLibraries.class.getResource(FOLDER + name);
        if (resource == null) {
            throw new FileNotFoundException(FOLDER + name);
        }
        return Loader.cacheResource(resource).toPath();
    }

    @SuppressWarnings("restricted") // opening native libraries is what this class is for
    private static SymbolLookup open(Path file) {
        Linker linker = Linker.nativeLinker();
        MethodHandle dlopen = linker.downcallHandle(
                linker.defaultLookup().find("dlopen").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        MethodHandle dlerror = linker.downcallHandle(
                linker.defaultLookup().find("dlerror").orElseThrow(), FunctionDescriptor.of(ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = arena.allocateFrom(file.toString());
            // SymbolLookup would open it as well, but does not pass on why it could not.
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
