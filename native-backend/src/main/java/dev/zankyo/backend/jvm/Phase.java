package dev.zankyo.backend.jvm;

/**
 * A part of a step that needs no waiting inside: pieces of work, none depending on another.
 *
 * @param pieces how many there are
 * @param work does a range of them
 */
record Phase(int pieces, Work work) {

    /** Does the pieces {@code from} to {@code to}, exclusive, as the worker of a number, which has scratch space of its own. */
    @FunctionalInterface
    interface Work {
        void run(int from, int to, int worker);
    }
}
