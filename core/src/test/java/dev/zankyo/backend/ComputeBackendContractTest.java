package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import dev.zankyo.backend.reference.BrokenBackend;
import dev.zankyo.backend.reference.ReferenceBackend;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Tests of the kit itself: each broken backend fails exactly the test written for its mistake. */
class ComputeBackendContractTest {

    /** The kit for a backend that a test supplies; not run on its own. */
    static final class Subject extends ComputeBackendContract {
        private static ComputeBackend backend = new ReferenceBackend();
        private static Precision precision = Precision.FLOAT32;

        @Override
        protected ComputeBackend backend() {
            return backend;
        }

        @Override
        protected Precision precision() {
            return precision;
        }

        /** Prints nothing: these cases belong to no real backend. */
        @Override
        void printCount() {}
    }

    record Case(BrokenBackend broken, Precision precision) {
        @Override
        public String toString() {
            return broken + " in " + precision;
        }
    }

    /** Returns every mistake in every precision, except TensorFloat-32 in bfloat16, because bfloat16 is coarser. */
    static List<Case> brokenBackends() {
        return Arrays.stream(Precision.values())
                .flatMap(precision -> BrokenBackend.all().stream().map(broken -> new Case(broken, precision)))
                .filter(c -> c.precision() == Precision.FLOAT32
                        || !c.broken().mistake().endsWith("tensorfloat32"))
                .toList();
    }

    /** Returns the tests that detect a mistake, each once. */
    static List<String> catchingTests() {
        return BrokenBackend.all().stream()
                .map(BrokenBackend::caughtBy)
                .distinct()
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenBackends")
    void brokenBackend_isCaught(Case c) {
        BrokenBackend broken = c.broken();
        TestExecutionSummary summary = run(broken.backend(), broken.caughtBy(), c.precision());
        assertFalse(summary.getFailures().isEmpty(), c + " got past " + broken.caughtBy());
        for (TestExecutionSummary.Failure failure : summary.getFailures()) {
            assertInstanceOf(AssertionError.class, failure.getException(), "caught by a comparison, not by a crash");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("catchingTests")
    void soundBackend_passes(String test) {
        TestExecutionSummary summary = run(new ReferenceBackend(), test, Precision.FLOAT32);
        assertEquals(List.of(), summary.getFailures());
        assertTrue(summary.getTestsSucceededCount() > 0, "something ran");
    }

    @Test
    void partialBackend_passesWithoutTheCasesThatItRefuses() {
        TestExecutionSummary summary =
                run(new PartialBackend(true), "Operations.inferenceOutput_matchesReference", Precision.FLOAT32);
        assertEquals(List.of(), summary.getFailures());
        assertTrue(summary.getTestsAbortedCount() > 0, "some cases are of max pooling");
        assertTrue(summary.getTestsSucceededCount() > summary.getTestsAbortedCount(), "most are not");
    }

    @Test
    void partialBackend_thatCompilesWhatItDoesNotSupport_isCaught() {
        TestExecutionSummary summary =
                run(new PartialBackend(false), "Operations.inferenceOutput_matchesReference", Precision.FLOAT32);
        assertFalse(summary.getFailures().isEmpty());
        summary.getFailures()
                .forEach(failure -> assertTrue(
                        failure.getException().getMessage().contains("which is unsupported"),
                        failure.getException()::getMessage));
    }

    @Test
    void brokenBackends_areMany_andDiffer() {
        assertTrue(BrokenBackend.all().size() >= 12);
        assertEquals(
                BrokenBackend.all().size(),
                BrokenBackend.all().stream()
                        .map(BrokenBackend::mistake)
                        .distinct()
                        .count());
    }

    /** Runs one test of the kit, named by its nested class and method. */
    private static TestExecutionSummary run(ComputeBackend backend, String test, Precision precision) {
        String[] names = test.split("\\.");
        Class<?> nested = Arrays.stream(ComputeBackendContract.class.getDeclaredClasses())
                .filter(c -> c.getSimpleName().equals(names[0]))
                .findFirst()
                .orElseThrow();
        Method method = Arrays.stream(nested.getSuperclass().getDeclaredMethods())
                .filter(m -> m.getName().equals(names[1]))
                .findFirst()
                .orElseThrow();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectNestedMethod(List.of(Subject.class), nested, method))
                .build();
        var listener = new SummaryGeneratingListener();
        Subject.backend = backend;
        Subject.precision = precision;
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }
}
