package dev.zankyo.backend;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A meter for the peak performance of a machine, {@link Peak}. {@link ServiceLoader} finds implementations, as it does
 * backends, so each has a public constructor without arguments that does nothing.
 */
public interface PeakMeter {

    /** Returns whether this meter works on this machine. Never throws. */
    Availability availability();

    /**
     * Measures on {@code threads} threads at once.
     *
     * @param seconds approximate duration of the measurement
     */
    Peak measure(int threads, double seconds);

    /** Returns the meter on the class path, if there is one. */
    static Optional<PeakMeter> find() {
        return ServiceLoader.load(PeakMeter.class).findFirst();
    }
}
