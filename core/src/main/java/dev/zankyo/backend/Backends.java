package dev.zankyo.backend;

import dev.zankyo.InputException;
import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.Availability.Unavailable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** The backends of this process, and the choice among them. A choice never surprises: it is given with its reason. */
public final class Backends {
    /** The name that stands for the best available backend. */
    public static final String AUTO = "auto";

    private Backends() {}

    /** One backend and whether it can be used. */
    public record Candidate(String name, int priority, Availability availability, ComputeBackend backend) {}

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
        List<Candidate> all = candidates();
        List<Candidate> usable =
                all.stream().filter(c -> c.availability() instanceof Available).toList();
        if (name.equals(AUTO)) {
            if (usable.isEmpty()) {
                throw new InputException("backend: none is available; " + explain(all));
            }
            Candidate best = usable.get(0);
            String passedOver = all.subList(0, all.indexOf(best)).stream()
                    .map(c -> "; " + c.name() + " is unavailable: " + ((Unavailable) c.availability()).reason())
                    .collect(Collectors.joining());
            return new Selection(best.backend(), describe(best) + passedOver);
        }
        Candidate named = all.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("--backend: must name a backend; expected "
                        + all.stream().map(Candidate::name).collect(Collectors.joining(", ")) + " or auto, got "
                        + name));
        if (named.availability() instanceof Unavailable unavailable) {
            throw new InputException("--backend " + name + ": is not available here; " + unavailable.reason() + " ("
                    + unavailable.remedy() + ")");
        }
        return new Selection(named.backend(), describe(named));
    }

    private static String describe(Candidate candidate) {
        return candidate.name() + ": " + ((Available) candidate.availability()).detail();
    }

    private static String explain(List<Candidate> all) {
        return all.isEmpty()
                ? "no provider is on the class path (add native-backend)"
                : all.stream().map(c -> c.name() + ": " + c.availability()).collect(Collectors.joining("; "));
    }

    private static Candidate candidate(ServiceLoader.Provider<ComputeBackend> provider) {
        String name = provider.type().getName();
        try {
            ComputeBackend backend = provider.get();
            return new Candidate(backend.name(), backend.priority(), backend.availability(), backend);
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            return failed(name, e);
        }
    }

    private static Candidate failed(String name, Throwable cause) {
        var reason = new Unavailable("its provider failed: " + cause, "remove it from the class path or repair it");
        return new Candidate(name, Integer.MIN_VALUE, reason, null);
    }
}
