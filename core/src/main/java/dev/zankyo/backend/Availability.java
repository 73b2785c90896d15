package dev.zankyo.backend;

/** The state of a backend on this machine: it can compute here, or it cannot. */
public sealed interface Availability {

    /** A backend that can compute here. The detail is for display: library, version, instruction set. */
    record Available(String detail) implements Availability {}

    /** A backend that cannot compute here: the reason in a few words, and the user's remedy. */
    record Unavailable(String reason, String remedy) implements Availability {}
}
