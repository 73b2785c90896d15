package dev.zankyo.backend;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/**
 * What every {@link ComputeBackend} must hold to be one. A backend's test extends this class and says which backend it is:
 *
 * <pre>{@code
 * class MyBackendTest extends ComputeBackendContract {
 *     @Override
 *     protected ComputeBackend backend() {
 *         return new MyBackend();
 *     }
 * }
 * }</pre>
 *
 * <p>Numbers are compared with {@link dev.zankyo.backend.reference.ReferenceBackend} within {@link Bounds}. A failing
 * case's name is its reproduction.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ComputeBackendContract {
    private int cases;

    /** The backend under test; it must be available here. */
    protected abstract ComputeBackend backend();

    /** In which precision it computes here; float32 unless a test says otherwise. */
    protected Precision precision() {
        return Precision.FLOAT32;
    }

    @BeforeEach
    void countCase() {
        cases++;
    }

    @AfterAll
    void printCount() {
        System.out.println("ComputeBackendContract " + backend().name() + " " + precision() + ": " + cases + " cases");
    }

    @Nested
    class Operations extends OperationContract {
        @Override
        ComputeBackendContract kit() {
            return ComputeBackendContract.this;
        }
    }

    @Nested
    class Graphs extends GraphContract {
        @Override
        ComputeBackendContract kit() {
            return ComputeBackendContract.this;
        }
    }

    @Nested
    class Losses extends LossContract {
        @Override
        ComputeBackendContract kit() {
            return ComputeBackendContract.this;
        }
    }

    @Nested
    class Normalisation extends NormalisationContract {
        @Override
        ComputeBackendContract kit() {
            return ComputeBackendContract.this;
        }
    }

    @Nested
    class Optimiser extends OptimiserContract {
        @Override
        ComputeBackendContract kit() {
            return ComputeBackendContract.this;
        }
    }

    @Nested
    class State extends StateContract {
        @Override
        ComputeBackendContract kit() {
            return ComputeBackendContract.this;
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        @Override
        ComputeBackendContract kit() {
            return ComputeBackendContract.this;
        }
    }

    @Nested
    class Determinism extends DeterminismContract {
        @Override
        ComputeBackendContract kit() {
            return ComputeBackendContract.this;
        }
    }

    @Nested
    class TrainingRun extends TrainingRunContract {
        @Override
        ComputeBackendContract kit() {
            return ComputeBackendContract.this;
        }
    }
}
