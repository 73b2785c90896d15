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

/** The backends of this process, and the choice among them. A choice never surprises: it is given with its reason. */
public final class Backends {
    /** The name that stands for the best available backend. */
    public static final String AUTO = "auto";

    private Backends() {}

    /** One backend on the class path. */
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

        /** What {@code --backend} takes; the class's name if the provider could not be made. */
        public String name() {
            return name;
        }

        public int priority() {
            return priority;
        }

        /** Asks the backend, which may load native code: so it is asked no sooner than somebody wants to know. */
        public Availability availability() {
            try {
                return backend == null ? failure : backend.availability();
            } catch (LinkageError | RuntimeException e) {
                return broken(e);
            }
        }

        private Availability proven() {
            try {
                return backend == null ? failure : backend.proven();
            } catch (LinkageError | RuntimeException e) {
                return broken(e);
            }
        }

        /** See {@link ComputeBackend#verify}; a provider that throws is told of in a line. */
        public List<String> verify() {
            try {
                return backend == null ? List.of() : backend.verify();
            } catch (LinkageError | RuntimeException e) {
                return List.of(broken(e).reason());
            }
        }
    }

    /**
     * A backend chosen, and one line that says why.
     *
     * @param backend an available backend
     * @param reason for people: {@code onednn: oneDNN 3.11 through JavaCPP, avx512 (best of 3 available)}
     */
    public record Selection(ComputeBackend backend, String reason) {}

    /**
     * Every backend on the class path, best first. A provider that cannot even be made is a candidate without a backend,
     * unavailable, named by its class.
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
                // A bad entry, which the iterator has passed; the same error again would mean that it has not.
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
     * The backend of a name, or under {@link #AUTO} the best available one.
     *
     * @throws InputException if the name is unknown, the backend named is unavailable, or none is available
     */
    public static Selection select(String name) {
        return name.equals(AUTO) ? selectBest() : selectNamed(name);
    }

    /** Asks the candidates one after another, best first, until one is available. */
    private static Selection selectBest() {
        Map<Unavailable, List<String>> passedOver = new LinkedHashMap<>();
        for (Candidate candidate : candidates()) {
            switch (candidate.proven()) {
                case Available available -> {
                    String taken = describe(candidate, available);
                    return new Selection(
                            candidate.backend, passedOver.isEmpty() ? taken : taken + "; " + describe(passedOver));
                }
                case Unavailable unavailable ->
                    passedOver
                            .computeIfAbsent(unavailable, none -> new ArrayList<>())
                            .add(candidate.name());
            }
        }
        throw passedOver.isEmpty()
                ? InputException.of(Subject.setting("backend"), "none is available; no provider is on the class path")
                        .remedy("add zankyo-native-backend")
                : InputException.of(Subject.setting("backend"), "none is available; " + describe(passedOver));
    }

    /** What several have in common is said once. */
    private static String describe(Map<Unavailable, List<String>> passedOver) {
        return passedOver.entrySet().stream()
                .map(entry -> String.join(" and ", entry.getValue())
                        + (entry.getValue().size() == 1 ? " is" : " are") + " unavailable: "
                        + entry.getKey().reason() + " (" + entry.getKey().remedy() + ")")
                .collect(Collectors.joining("; "));
    }

    /** Asks the one candidate and no other. */
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
