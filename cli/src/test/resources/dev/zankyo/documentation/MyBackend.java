import dev.zankyo.backend.*;
import dev.zankyo.graph.Graph;

/** A stand-in for the backend that the documents leave to the reader, so that their code compiles. */
class MyBackend implements ComputeBackend {
    public String name() {
        throw new UnsupportedOperationException();
    }

    public int priority() {
        throw new UnsupportedOperationException();
    }

    public Availability availability() {
        throw new UnsupportedOperationException();
    }

    public TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
        throw new UnsupportedOperationException();
    }

    public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
        throw new UnsupportedOperationException();
    }
}
