package dev.zankyo.backend;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.Availability.Unavailable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The backends on the class path and the choice among them. Every choice comes with its reason. Safe for several
 * threads.
 */
public final class Backends {
    /** The name that selects the best available backend. */
    public static final String AUTO = "auto";

    private Backends() {}

    /** A backend on the class path, or a provider that failed to load. */
    public static final class Candidate {
        private final String name;
        private final int priority;
        private final ComputeBackend backend;
        private final Unavailable failure;

        private Candidate(String name, int priority, ComputeBackend backend, Unavailable failure) {
            this.name = name;
            this.priority = priority;
            this.backend = backend;
            this.failure = failure;
        }

        /**
         * Returns the name to select the backend by; the provider's class name if the provider could not be
         * instantiated.
         */
        public String name() {
            return name;
        }

        /** Returns the priority of the backend; the lowest possible if the provider failed. */
        public int priority() {
            return priority;
        }

        /**
         * Returns whether the backend can compute here; a backend that throws is unavailable. The call may load native
         * code, so it is made only when the answer is needed.
         */
        public Availability availability() {
            try {
                return backend == null ? failure : backend.availability();
            } catch (LinkageError | RuntimeException e) {
                return broken(e);
            }
        }

        private Availability verifiedAvailability() {
            try {
                return backend == null ? failure : backend.verifiedAvailability();
            } catch (LinkageError | RuntimeException e) {
                return broken(e);
            }
        }

        /** Runs {@link ComputeBackend#verify}. If the provider throws, returns one line with the reason. */
        public List<String> verify() {
            try {
                return backend == null ? List.of() : backend.verify();
            } catch (LinkageError | RuntimeException e) {
                return List.of(broken(e).reason());
            }
        }
    }

    /**
     * The backend that was selected, and the reason for it.
     *
     * @param backend an available backend
     * @param reason one line for people: {@code onednn: oneDNN 3.11 through JavaCPP, avx512 (best of 3 available)}
     */
    public record Selection(ComputeBackend backend, String reason) {}

    /**
     * Returns every backend on the class path, best first. A provider that cannot be instantiated becomes an
     * unavailable candidate without a backend, named by its class.
     */
    public static List<Candidate> candidates() {
        List<Candidate> found = new ArrayList<>();
        var providers = ServiceLoader.load(ComputeBackend.class).stream().iterator();
        Set<String> errors = new HashSet<>();
        boolean more = true;
        while (more) {
            try {
                more = providers.hasNext();
                if (more) {
                    found.add(candidate(providers.next()));
                }
            } catch (ServiceConfigurationError e) {
                // The iterator has moved past a bad entry. The same error twice means that it is stuck on one.
                more = errors.add(e.getMessage());
                if (more) {
                    found.add(failed("unknown", e));
                }
            }
        }
        found.sort(Comparator.comparingInt(Candidate::priority).reversed().thenComparing(Candidate::name));
        return List.copyOf(found);
    }

    /**
     * Returns the backend called {@code name}, or the best available one for {@link #AUTO}.
     *
     * @throws InputException if the name is unknown, the named backend is unavailable, or no backend is available
     */
    public static Selection select(String name) {
        return name.equals(AUTO) ? selectBest() : selectNamed(name);
    }

    /** Asks the candidates one after another, best first, until one is available. */
    private static Selection selectBest() {
        Map<Unavailable, List<String>> skipped = new LinkedHashMap<>();
        for (Candidate candidate : candidates()) {
            switch (candidate.verifiedAvailability()) {
                case Available available -> {
                    String taken = describe(candidate, available);
                    return new Selection(
                            candidate.backend, skipped.isEmpty() ? taken : taken + "; " + describe(skipped));
                }
                case Unavailable unavailable ->
                    skipped.computeIfAbsent(unavailable, none -> new ArrayList<>())
                            .add(candidate.name());
            }
        }
        throw skipped.isEmpty()
                ? InputException.of(Subject.setting("backend"), "none is available; no provider is on the class path")
                        .remedy("add zankyo-native-backend")
                : InputException.of(Subject.setting("backend"), "none is available; " + describe(skipped));
    }

    /** Describes the unavailable candidates; candidates with the same reason share one phrase. */
    private static String describe(Map<Unavailable, List<String>> skipped) {
        return skipped.entrySet().stream()
                .map(entry -> String.join(" and ", entry.getValue())
                        + (entry.getValue().size() == 1 ? " is" : " are") + " unavailable: "
                        + entry.getKey().reason() + " (" + entry.getKey().remedy() + ")")
                .collect(Collectors.joining("; "));
    }

    /** Selects one candidate by name, without asking any other whether it is available. */
    private static Selection selectNamed(String name) {
        List<Candidate> all = candidates();
        Candidate named = all.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> InputException.of(Subject.setting("backend"), "must name a backend")
                        .expected(all.stream().map(Candidate::name).collect(Collectors.joining(", ")) + " or auto")
                        .got(name));
        return switch (named.availability()) {
            case Available available -> new Selection(named.backend, describe(named, available));
            case Unavailable unavailable ->
                throw InputException.of(
                                Subject.setting("backend"), name + " is not available here; " + unavailable.reason())
                        .remedy(unavailable.remedy());
        };
    }

    private static String describe(Candidate candidate, Available available) {
        return candidate.name() + ": " + available.detail();
    }

    private static Candidate candidate(ServiceLoader.Provider<ComputeBackend> provider) {
        String name = provider.type().getName();
        try {
            ComputeBackend backend = provider.get();
            return new Candidate(backend.name(), backend.priority(), backend, null);
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            return failed(name, e);
        }
    }

    private static Candidate failed(String name, Throwable cause) {
        return new Candidate(name, Integer.MIN_VALUE, null, broken(cause));
    }

    private static Unavailable broken(Throwable cause) {
        return new Unavailable("its provider failed: " + cause, "remove it from the class path or repair it");
    }
}
