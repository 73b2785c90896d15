package dev.zankyo.backend;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Measures a machine's {@link Roof}. Implementations are found by {@link ServiceLoader}, as backends are, so they have a
 * public constructor without arguments, which does nothing.
 */
public interface RoofMeter {

    /** Whether it can measure here. Never throws. */
    Availability availability();

    /**
     * Measures on several threads at once.
     *
     * @param seconds about how long that may take
     */
    Roof measure(int threads, double seconds);

    /** The one on the class path, if there is one. */
    static Optional<RoofMeter> find() {
        return ServiceLoader.load(RoofMeter.class).findFirst();
    }
}
