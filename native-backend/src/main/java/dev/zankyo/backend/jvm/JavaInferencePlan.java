package dev.zankyo.backend.jvm;

import dev.zankyo.backend.InferencePlan;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.backend.Weights;
import dev.zankyo.backend.lowering.Lowering;
import dev.zankyo.backend.lowering.Program;
import dev.zankyo.graph.Graph;

/** Inference on a team of threads. */
final class JavaInferencePlan implements InferencePlan {
    private final Graph graph;
    private final ParameterLayout layout;
    private final int inputOffset;
    private final int inputSize;
    private final int outputOffset;
    private final int outputSize;
    private final Team team;
    private CompiledProgram program;

    JavaInferencePlan(Graph graph, InferenceSpec spec, Kernels kernels) {
        this.graph = graph;
        layout = new ParameterLayout(graph);
        Program lowered = Lowering.inference(graph);
        program = new CompiledProgram(lowered, spec.batchSize(), spec.threads(), kernels, null);
        inputOffset = program.storage.offset(lowered.input());
        inputSize = Math.multiplyExact(spec.batchSize(), lowered.input().shape().size());
        outputOffset = program.storage.offset(lowered.output());
        outputSize =
                Math.multiplyExact(spec.batchSize(), lowered.output().shape().size());
        team = new Team(spec.threads());
    }

    @Override
    public void load(Weights weights) {
        Storage storage = open().storage;
        weights.requireFits(graph);
        layout.toPlan(weights.parameters(), storage.parameters);
        System.arraycopy(weights.movingStatistics(), 0, storage.statistics, 0, storage.statistics.length);
    }

    @Override
    public void run(float[] inputs, float[] outputs) {
        CompiledProgram compiled = open();
        JavaTrainingPlan.requireLength("inputs", inputSize, inputs);
        JavaTrainingPlan.requireLength("outputs", outputSize, outputs);
        System.arraycopy(inputs, 0, compiled.storage.slab, inputOffset, inputSize);
        team.run(compiled.forward);
        System.arraycopy(compiled.storage.slab, outputOffset, outputs, 0, outputSize);
    }

    @Override
    public String describe() {
        return open().describe();
    }

    @Override
    public long memoryBytes() {
        return open().storage.bytes();
    }

    private CompiledProgram open() {
        if (program == null) {
            throw new IllegalStateException("inference plan: must not be used after close");
        }
        return program;
    }

    @Override
    public void close() {
        team.close();
        program = null;
    }
}
