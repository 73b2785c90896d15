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

    @BeforeEach
    void countCase() {
        cases++;
    }

    @AfterAll
    void printCount() {
        System.out.println("ComputeBackendContract " + backend().name() + ": " + cases + " cases");
    }

    @Nested
    class Operations extends OperationContract {
        @Override
        ComputeBackend backend() {
            return ComputeBackendContract.this.backend();
        }
    }

    @Nested
    class Graphs extends GraphContract {
        @Override
        ComputeBackend backend() {
            return ComputeBackendContract.this.backend();
        }
    }

    @Nested
    class Losses extends LossContract {
        @Override
        ComputeBackend backend() {
            return ComputeBackendContract.this.backend();
        }
    }

    @Nested
    class Normalisation extends NormalisationContract {
        @Override
        ComputeBackend backend() {
            return ComputeBackendContract.this.backend();
        }
    }

    @Nested
    class Optimiser extends OptimiserContract {
        @Override
        ComputeBackend backend() {
            return ComputeBackendContract.this.backend();
        }
    }

    @Nested
    class State extends StateContract {
        @Override
        ComputeBackend backend() {
            return ComputeBackendContract.this.backend();
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        @Override
        ComputeBackend backend() {
            return ComputeBackendContract.this.backend();
        }
    }

    @Nested
    class Determinism extends DeterminismContract {
        @Override
        ComputeBackend backend() {
            return ComputeBackendContract.this.backend();
        }
    }

    @Nested
    class TrainingRun extends TrainingRunContract {
        @Override
        ComputeBackend backend() {
            return ComputeBackendContract.this.backend();
        }
    }
}
