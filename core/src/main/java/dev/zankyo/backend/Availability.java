package dev.zankyo.backend;

/** The answer to whether a backend can compute on this machine. */
public sealed interface Availability {

    /** A backend that can compute here. The detail is for people: library, version, instruction set. */
    record Available(String detail) implements Availability {}

    /** A backend that cannot compute here: the reason in a few words, and what the user can do about it. */
    record Unavailable(String reason, String remedy) implements Availability {}
}
