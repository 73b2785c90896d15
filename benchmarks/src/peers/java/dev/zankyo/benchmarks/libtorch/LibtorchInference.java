package dev.zankyo.benchmarks.libtorch;

import static org.bytedeco.pytorch.global.torch.freeze;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import dev.zankyo.backend.Weights;
import dev.zankyo.benchmarks.peers.Case;
import dev.zankyo.benchmarks.peers.Contestant;
import dev.zankyo.graph.Graph;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Frozen TorchScript with batch normalizations folded. In bfloat16, both weights and activations are bfloat16. */
final class LibtorchInference implements Contestant.Inference {
    /** The number of first runs that the executor profiles before it compiles. */
    private static final int PROFILED_RUNS = 3;

    private final Graph graph;
    private final Case what;
    private final JitModule module;
    private final boolean fused;
    private final NoGradGuard guard = new NoGradGuard();

    LibtorchInference(Graph graph, Weights weights, Case what, boolean fused) {
        set_num_threads(what.threads());
        this.graph = graph;
        this.what = what;
        this.fused = fused;
        this.module = freeze(new TorchScript(graph, weights, Libtorch.scalarType(what), !fused).module());
        if (fused) {
            GraphFusion.enable();
        }
        float[] zeros = new float[what.batchSize() * graph.input().shape().size()];
        float[] logits = new float[what.batchSize() * graph.output().shape().size()];
        for (int i = 0; i < PROFILED_RUNS; i++) {
            run(zeros, logits);
        }
    }

    @Override
    @SuppressWarnings("try") // a scope frees what is made in it; nothing refers to it
    public void run(float[] inputs, float[] logits) {
        try (PointerScope scope = new PointerScope()) {
            var shape = graph.input().shape();
            Tensor images = Libtorch.images(inputs, what.batchSize(), shape.height(), shape.width())
                    .to(Libtorch.scalarType(what));
            Tensor outputs = module.forward(new IValueVector(new IValue(images))).toTensor();
            new FloatPointer(outputs.to(ScalarType.Float).contiguous().data_ptr()).get(logits);
        }
    }

    @Override
    public void close() {
        if (fused) {
            GraphFusion.disable();
        }
        guard.close();
    }
}
