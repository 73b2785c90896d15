package dev.zankyo.backend;

/** Whether a backend can compute on this machine, as a value. */
public sealed interface Availability {

    /** It can. The detail is for people: library, version, instruction set. */
    record Available(String detail) implements Availability {}

    /** It cannot: why, in a few words, and what the user can do about it. */
    record Unavailable(String reason, String remedy) implements Availability {}
}
