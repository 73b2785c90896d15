package dev.zankyo.backend.onednn;

import dev.zankyo.backend.Availability;
import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.Availability.Unavailable;
import java.io.IOException;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Loads oneDNN through one binding, once for the process, and keeps the result, success or not, as a value. */
final class OneDnnLoader {
    /** What the planner was written for; other versions may differ in values of {@link DnnlTypes}. */
    private static final String VERSION = "3.11.";

    /**
     * The outcome.
     *
     * @param availability for {@code availability()}
     * @param oneDnn null unless available
     * @param openMp null unless available
     * @param folder where its libraries are; null unless available
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
     * Loads nothing yet.
     *
     * @param through the binding's name, for people
     * @param binding makes the binding; it is handed the opened library, and may throw whatever it likes
     */
    public OneDnnLoader(String through, Function<SymbolLookup, OneDnn> binding) {
        this.through = through;
        this.binding = binding;
    }

    /** The outcome of the first call. Never throws. */
    synchronized Result load() {
        if (result == null) {
            synchronized (OneDnnLoader.class) { // loading is told to JavaCPP by properties of the whole process
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
                        "put the org.bytedeco:dnnl this was built with first on the class path"));
            }
            if (dnnl.cpuRuntime() != DnnlTypes.DNNL_RUNTIME_OMP) {
                return Result.failed(new Unavailable(
                        "oneDNN must be built for OpenMP; found runtime " + dnnl.cpuRuntime(),
                        "put the org.bytedeco:dnnl this was built with first on the class path"));
            }
            String isa = CpuIsa.name(dnnl.getEffectiveCpuIsa());
            var detail = new Available("oneDNN " + version + " through " + through + ", " + isa + ", OpenMP");
            return new Result(detail, dnnl, new OpenMp(library), folder);
        } catch (IOException | RuntimeException | LinkageError e) {
            return Result.failed(LoadFailure.explain(e));
        }
    }
}
