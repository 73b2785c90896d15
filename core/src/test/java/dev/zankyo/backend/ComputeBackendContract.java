package dev.zankyo.backend;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/**
 * The conformance kit for a {@link ComputeBackend}. A backend's test extends this class and returns the backend:
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
 * <p>Results are compared with {@link dev.zankyo.backend.reference.ReferenceBackend} within {@link Bounds}. The name of
 * a failing case is enough to reproduce it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ComputeBackendContract {
    private int cases;

    /** Returns the backend under test; it must be available here. */
    protected abstract ComputeBackend backend();

    /** Returns the precision to test; float32 unless overridden. */
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
    class Normalization extends NormalizationContract {
        @Override
        ComputeBackendContract kit() {
            return ComputeBackendContract.this;
        }
    }

    @Nested
    class Optimizer extends OptimizerContract {
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
