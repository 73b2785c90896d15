package dev.zankyo.backend.onednn;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.backend.Availability;
import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.Availability.Unavailable;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.Processor;
import dev.zankyo.backend.TrainingPlan;
import dev.zankyo.backend.TrainingSpec;
import dev.zankyo.backend.engine.Engine;
import dev.zankyo.backend.engine.KernelChoice;
import dev.zankyo.graph.Graph;
import java.util.List;
import java.util.Optional;

/**
 * A backend that computes with oneDNN, through a binding of its C API. The memory of a plan is outside the heap and is
 * freed by {@code close()}. Its primitives run on the plan's own threads and on the caller's. Each primitive uses one
 * thread, unless inference has fewer images than threads.
 */
abstract class OneDnnBackend implements ComputeBackend {
    private final String name;
    private final int priority;
    private final OneDnnLoader loader;
    private final boolean norms;

    /**
     * Creates the backend, without loading the library.
     *
     * @param norms true if oneDNN's primitives compute every batch normalization; false if only those where they are at
     *     least as fast as the engine
     */
    OneDnnBackend(String name, int priority, OneDnnLoader loader, boolean norms) {
        this.name = name;
        this.priority = priority;
        this.loader = loader;
        this.norms = norms;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int priority() {
        return priority;
    }

    @Override
    public final Availability availability() {
        Availability library = loader.load().availability();
        return library instanceof Available available ? withSlowness(available) : library;
    }

    /**
     * Adds the reason why the engine's own kernels, which the JVM compiles, are slow; for example those of batch
     * normalization.
     */
    private static Available withSlowness(Available library) {
        return KernelChoice.slowness()
                .map(slow -> new Available(library.detail() + "; " + slow))
                .orElse(library);
    }

    @Override
    public final Availability verifiedAvailability() {
        if (loader.load().availability() instanceof Available library) {
            Optional<String> failure = canary(library).failure();
            if (failure.isPresent()) {
                return new Unavailable(
                        failure.get(), "try again with 'backends {verify}', or use it anyway with {backend} " + name);
            }
        }
        return availability();
    }

    /** Returns library, instruction set and processor model: oneDNN blocks its loops by the size of the caches. */
    @Override
    public final String arithmetic() {
        String library = loader.load().availability() instanceof Available available ? available.detail() : name;
        return library + ", " + KernelChoice.BEST.of(Precision.FLOAT32).description() + ", " + Processor.model();
    }

    @Override
    public final List<String> verify() {
        return loader.load().availability() instanceof Available library
                ? canary(library).run().lines()
                : List.of();
    }

    private Canary canary(Available library) {
        return new Canary(name, loader.load().folder(), library.detail());
    }

    @Override
    public final TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
        OneDnnLoader.Result loaded = requireLoaded();
        requireSupported(spec.precision(), loaded.oneDnn());
        return Engine.training(
                graph,
                spec,
                Math.min(spec.threads(), spec.batchSize()),
                KernelChoice.BEST,
                layers(loaded, new OneDnnLayers.Settings(1, true, norms)),
                false);
    }

    @Override
    public final InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        OneDnnLoader.Result loaded = requireLoaded();
        requireSupported(spec.precision(), loaded.oneDnn());
        int workers = Math.min(spec.threads(), spec.batchSize());
        int inside = spec.threads() / workers;
        InferencePlan plan = inference(graph, spec, loaded, workers, inside);
        if (inside == 1) {
            return plan;
        }
        try {
            long left = spec.memoryLimit() - plan.memoryBytes();
            var single = new InferenceSpec(spec.batchSize(), workers, spec.precision(), left);
            return new SpreadInferencePlan(plan, inference(graph, single, loaded, workers, 1));
        } catch (RuntimeException | Error e) {
            plan.close();
            throw e;
        }
    }

    /**
     * Compiles inference.
     *
     * @param inside the number of threads of each primitive
     */
    private InferencePlan inference(
            Graph graph, InferenceSpec spec, OneDnnLoader.Result loaded, int workers, int inside) {
        return Engine.inference(
                graph,
                spec,
                workers,
                KernelChoice.BEST,
                layers(loaded, new OneDnnLayers.Settings(inside, false, norms)),
                false);
    }

    private static Engine.LayerFactory layers(OneDnnLoader.Result loaded, OneDnnLayers.Settings settings) {
        return (schedule, partition) ->
                new OneDnnLayers(loaded.oneDnn(), loaded.openMp(), KernelChoice.BEST, schedule, partition, settings);
    }

    /**
     * Throws {@link InputException} unless the processor has instructions for the precision. oneDNN would emulate
     * bfloat16 on AVX-512, more slowly than float32.
     */
    private void requireSupported(Precision precision, OneDnn dnnl) {
        int isa = dnnl.getEffectiveCpuIsa();
        if (precision == Precision.BFLOAT16 && !CpuIsa.AVX512_CORE_BF16.isPartOf(isa)) {
            throw InputException.of(
                            Subject.setting("precision"),
                            "backend " + name + " needs a processor with avx512_core_bf16 for bfloat16")
                    .got(CpuIsa.name(isa))
                    .remedy("choose float32");
        }
    }

    /** Returns the loaded library; throws {@link IllegalStateException} if the backend is unavailable. */
    final OneDnnLoader.Result requireLoaded() {
        OneDnnLoader.Result result = loader.load();
        if (result.availability() instanceof Unavailable unavailable) {
            throw new IllegalStateException("backend " + name + ": must be available; " + unavailable.reason() + " ("
                    + unavailable.remedy() + ")");
        }
        return result;
    }
}
