package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.Availability.Unavailable;
import dev.zankyo.graph.Graph;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendsTest {
    @TempDir
    private Path services;

    /** A provider that only has a name. */
    private abstract static class Named implements ComputeBackend {
        private final String name;
        private final int priority;
        private final Availability availability;

        Named(String name, int priority, Availability availability) {
            this.name = name;
            this.priority = priority;
            this.availability = availability;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int priority() {
            return priority;
        }

        @Override
        public Availability availability() {
            return availability;
        }

        @Override
        public TrainingPlan compileTraining(Graph graph, TrainingSpec spec) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public InferencePlan compileInference(Graph graph, InferenceSpec spec) {
            throw new UnsupportedOperationException(name);
        }
    }

    public static final class Fast extends Named {
        public Fast() {
            super("fast", 20, new Available("all instructions"));
        }
    }

    /** A backend that loads but computes wrong results. */
    public static final class Wrong extends Named {
        public Wrong() {
            super("wrong", 30, new Available("a library"));
        }

        @Override
        public Availability verifiedAvailability() {
            return new Unavailable("its trial failed", "mend it");
        }
    }

    public static final class Slow extends Named {
        public Slow() {
            super("slow", 10, new Available("plain loops"));
        }
    }

    public static final class Absent extends Named {
        public Absent() {
            super("absent", 30, new Unavailable("no library", "install it"));
        }
    }

    public static final class AbsentToo extends Named {
        public AbsentToo() {
            super("absent-too", 29, new Unavailable("no library", "install it"));
        }
    }

    /** A backend that throws while it verifies itself. */
    public static final class Unverifiable extends Named {
        public Unverifiable() {
            super("unverifiable", 30, new Available("a library"));
        }

        @Override
        public List<String> verify() {
            throw new IllegalStateException("no process");
        }
    }

    public static final class Broken extends Named {
        public Broken() {
            super("broken", 40, new Available("never said"));
            throw new IllegalStateException("cannot be made");
        }
    }

    public static final class Unlinked extends Named {
        public Unlinked() {
            super("unlinked", 40, new Available("never said"));
            throw new NoClassDefFoundError("its/Library");
        }
    }

    /** A backend whose native code fails to load. */
    public static final class Loading extends Named {
        private static int asked;

        public Loading() {
            super("loading", 5, new Available("never said"));
        }

        @Override
        public Availability availability() {
            asked++;
            throw new UnsatisfiedLinkError("its library");
        }
    }

    @Test
    void choice_asksNoMoreBackendsThanItMust() {
        Loading.asked = 0;
        with(() -> Backends.select("auto"), Loading.class, Fast.class);
        with(() -> Backends.select("slow"), Loading.class, Slow.class);
        assertEquals(0, Loading.asked);
        String message = refusal("loading", Loading.class, Fast.class);
        assertTrue(message.contains("its library"), message);
        assertEquals(1, Loading.asked);
    }

    @Test
    void candidates_areSorted_bestFirst_brokenOnesLast() {
        List<Backends.Candidate> all = with(Backends::candidates, Slow.class, Broken.class, Absent.class, Fast.class);
        assertEquals(
                List.of("absent", "fast", "slow", Broken.class.getName()),
                all.stream().map(Backends.Candidate::name).toList());
        assertInstanceOf(Unavailable.class, all.get(3).availability());
    }

    @Test
    void auto_takesTheBestAvailable_andSaysWhatItPassedOver() {
        Backends.Selection selection = with(() -> Backends.select("auto"), Slow.class, Absent.class, Fast.class);
        assertEquals("fast", selection.backend().name());
        assertEquals("fast: all instructions; absent is unavailable: no library (install it)", selection.reason());
    }

    @Test
    void sameReason_isSaidOnce() {
        Backends.Selection selection =
                with(() -> Backends.select("auto"), Fast.class, Wrong.class, Absent.class, AbsentToo.class);
        assertEquals(
                "fast: all instructions; absent and absent-too are unavailable: no library (install it);"
                        + " wrong is unavailable: its trial failed (mend it)",
                selection.reason());
    }

    @Test
    void verifyThatThrows_isALine() {
        List<Backends.Candidate> all = with(Backends::candidates, Unverifiable.class);
        assertEquals(
                List.of("its provider failed: java.lang.IllegalStateException: no process"),
                all.get(0).verify());
    }

    @Test
    void named_isGiven() {
        Backends.Selection selection = with(() -> Backends.select("slow"), Slow.class, Fast.class);
        assertEquals("slow", selection.backend().name());
    }

    @Test
    void unavailableOne_isRefusedWithItsRemedy_notReplaced() {
        String message = refusal("absent", Absent.class, Fast.class);
        assertTrue(message.contains("no library (install it)"), message);
    }

    @Test
    void unknownName_isRefusedWithTheKnownOnes() {
        String message = refusal("fats", Slow.class, Fast.class);
        assertTrue(message.contains("expected fast, slow or auto, got fats"), message);
    }

    @Test
    void withoutAnyAvailable_autoExplains() {
        assertTrue(refusal("auto", Absent.class).contains("install it"));
        assertTrue(refusal("auto").contains("no provider is on the class path"));
    }

    @Test
    void brokenProviders_doNotHideTheOthers() {
        for (Class<?> broken : List.of(Broken.class, Unlinked.class)) {
            assertEquals(
                    "fast",
                    with(() -> Backends.select("auto"), broken, Fast.class)
                            .backend()
                            .name());
        }
    }

    @Test
    void providerWhoseClassIsMissing_doesNotHideTheOthers() {
        List<String> providers = List.of("no.such.Backend", Fast.class.getName());
        assertEquals(
                "fast",
                withNames(() -> Backends.select("auto"), providers).backend().name());
    }

    private String refusal(String name, Class<?>... providers) {
        return assertThrows(InputException.class, () -> with(() -> Backends.select(name), providers))
                .getMessage();
    }

    private <T> T with(Supplier<T> call, Class<?>... providers) {
        return withNames(call, List.of(providers).stream().map(Class::getName).toList());
    }

    /** Makes the call with a class path that has these providers. */
    private <T> T withNames(Supplier<T> call, List<String> providers) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            Path file = services.resolve("META-INF/services/" + ComputeBackend.class.getName());
            Files.createDirectories(file.getParent());
            Files.write(file, providers);
            try (var loader = new URLClassLoader(new URL[] {services.toUri().toURL()}, before)) {
                thread.setContextClassLoader(loader);
                return call.get();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
