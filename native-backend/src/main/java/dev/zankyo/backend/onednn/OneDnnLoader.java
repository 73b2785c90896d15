package dev.zankyo.backend.onednn;

import dev.zankyo.backend.Availability;
import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.Availability.Unavailable;
import java.io.IOException;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A loader of oneDNN through one binding. It loads once for the process and keeps the result, success or failure, as a
 * value.
 */
final class OneDnnLoader {
    /** The version that the module was written for; values of {@link DnnlTypes} may differ in other versions. */
    private static final String VERSION = "3.11.";

    /**
     * The outcome of loading.
     *
     * @param availability the value of {@code availability()}
     * @param oneDnn the library; null unless available
     * @param openMp the library's OpenMP runtime; null unless available
     * @param folder the folder of the libraries; null unless available
     */
    record Result(Availability availability, OneDnn oneDnn, OpenMp openMp, Path folder) {
        private static Result failed(Unavailable unavailable) {
            return new Result(unavailable, null, null, null);
        }
    }

    private final String through;
    private final Function<SymbolLookup, OneDnn> binding;
    private Result result;

    /**
     * Creates a loader, without loading anything.
     *
     * @param through the name of the binding, for messages
     * @param binding a function that creates the binding from the opened library; it may throw any exception
     */
    public OneDnnLoader(String through, Function<SymbolLookup, OneDnn> binding) {
        this.through = through;
        this.binding = binding;
    }

    /** Returns the outcome of the first call. Never throws. */
    synchronized Result load() {
        if (result == null) {
            synchronized (OneDnnLoader.class) { // JavaCPP is configured by properties of the whole process
                result = attempt();
            }
        }
        return result;
    }

    private Result attempt() {
        try {
            Optional<Unavailable> objection = Host.current().objection();
            if (objection.isPresent()) {
                return Result.failed(objection.get());
            }
            Path folder = NativeFiles.folder();
            SymbolLookup library = NativeLibraries.open(folder);
            OneDnn dnnl = NativeLibraries.besideJavaCpp(folder, () -> binding.apply(library));
            String version = dnnl.version();
            if (!version.startsWith(VERSION)) {
                return Result.failed(new Unavailable(
                        "oneDNN must be of version " + VERSION + "x; found " + version,
                        "put the org.bytedeco:dnnl of this build first on the class path"));
            }
            if (dnnl.cpuRuntime() != DnnlTypes.DNNL_RUNTIME_OMP) {
                return Result.failed(new Unavailable(
                        "oneDNN must be built for OpenMP; found runtime " + dnnl.cpuRuntime(),
                        "put the org.bytedeco:dnnl of this build first on the class path"));
            }
            String isa = CpuIsa.name(dnnl.getEffectiveCpuIsa());
            var detail = new Available("oneDNN " + version + " through " + through + ", " + isa + ", OpenMP");
            return new Result(detail, dnnl, new OpenMp(library), folder);
        } catch (IOException | RuntimeException | LinkageError e) {
            return Result.failed(LoadFailure.explain(e));
        }
    }
}
