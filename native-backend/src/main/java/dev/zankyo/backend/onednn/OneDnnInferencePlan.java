package dev.zankyo.backend.onednn;

import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Weights;
import dev.zankyo.backend.lowering.Lowering;
import dev.zankyo.backend.lowering.Program;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Parameter.Role;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Inference as a list of oneDNN primitives. */
final class OneDnnInferencePlan implements InferencePlan {
    private final Graph graph;
    private final InferenceSpec spec;
    private final OpenMp openMp;
    private final Executable executable;
    private final CanonicalForm canonicalForm;
    private final Parameters parameters;
    private final List<BatchNorms.Statistics> statistics;
    private final List<MemorySegment> statisticsMemory = new ArrayList<>();
    private final Step[] steps;
    private final Step[] refreshes;
    private final MemorySegment input;
    private final MemorySegment output;

    OneDnnInferencePlan(OneDnn dnnl, OpenMp openMp, Graph graph, InferenceSpec spec) {
        this.graph = graph;
        this.spec = spec;
        this.openMp = openMp;
        Program program = Lowering.inference(graph);
        openMp.setThreads(spec.threads());
        executable = new Executable(dnnl);
        try (var compilation = new Compilation(dnnl, executable.engine, program, spec.batchSize(), false)) {
            Compiler.Result compiled = Compiler.compile(compilation, program);
            parameters = compiled.parameters();
            statistics = compiled.statistics();
            canonicalForm = new CanonicalForm(compilation, parameters, graph);
            List<Draft> drafts = new ArrayList<>(compiled.forward());
            drafts.addAll(parameters.refreshes());
            drafts.addAll(canonicalForm.drafts());
            List<Region> regions = new ArrayList<>(compilation.regions());
            regions.addAll(parameters.regions());
            regions.addAll(canonicalForm.regions());
            executable.claim(regions, drafts);

            steps = executable.link(compiled.forward()).toArray(Step[]::new);
            refreshes = executable.link(parameters.refreshes()).toArray(Step[]::new);
            canonicalForm.link(executable);
            input = executable.segment(compilation.activation(program.input()));
            output = executable.segment(compilation.activation(program.output()));
            for (BatchNorms.Statistics layer : statistics) {
                statisticsMemory.add(executable.segment(layer.mean()));
                statisticsMemory.add(executable.segment(layer.variance()));
            }
        } catch (Throwable e) {
            executable.close();
            throw e;
        }
    }

    @Override
    public void load(Weights weights) {
        executable.requireOpen();
        weights.requireFits(graph);
        openMp.setThreads(spec.threads());
        canonicalForm.load(weights.parameters(), parameters.values);
        executable.run(refreshes);
        for (int i = 0; i < statistics.size(); i++) {
            var node = statistics.get(i).node();
            copy(weights, node.parameter(Role.MOVING_MEAN).offset(), statisticsMemory.get(2 * i));
            copy(weights, node.parameter(Role.MOVING_VARIANCE).offset(), statisticsMemory.get(2 * i + 1));
        }
    }

    private static void copy(Weights weights, int offset, MemorySegment destination) {
        int count = (int) (destination.byteSize() / Float.BYTES);
        MemorySegment.copy(weights.movingStatistics(), offset, destination, ValueLayout.JAVA_FLOAT, 0, count);
    }

    @Override
    public void run(float[] inputs, float[] outputs) {
        executable.requireOpen();
        OneDnnTrainingPlan.requireLength(
                "inputs",
                Math.multiplyExact(spec.batchSize(), graph.input().shape().size()),
                inputs);
        OneDnnTrainingPlan.requireLength(
                "outputs",
                Math.multiplyExact(spec.batchSize(), graph.output().shape().size()),
                outputs);
        openMp.setThreads(spec.threads());
        MemorySegment.copy(inputs, 0, input, ValueLayout.JAVA_FLOAT, 0, inputs.length);
        executable.run(steps);
        MemorySegment.copy(output, ValueLayout.JAVA_FLOAT, 0, outputs, 0, outputs.length);
    }

    @Override
    public String describe() {
        executable.requireOpen();
        return Stream.of(steps, refreshes)
                .flatMap(Stream::of)
                .map(Step::toString)
                .collect(Collectors.joining("\n"));
    }

    @Override
    public long memoryBytes() {
        executable.requireOpen();
        return executable.memoryBytes();
    }

    @Override
    public void close() {
        executable.close();
    }
}
