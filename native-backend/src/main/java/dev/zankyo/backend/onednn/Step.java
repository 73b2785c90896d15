package dev.zankyo.backend.onednn;

/** A primitive ready to run, and what there is to say about it. */
record Step(String node, String primitive, String layouts, String implementation, OneDnn.Execution execution) {

    void run() {
        try {
            execution.run();
        } catch (OneDnnException e) {
            throw e.at(node);
        }
    }

    @Override
    public String toString() {
        return describe(node, primitive, layouts, implementation);
    }

    /** A line of {@code describe()}. */
    static String describe(String node, String primitive, String layouts, String implementation) {
        return String.format("%-24s %-44s %-52s %s", node, primitive, layouts, implementation);
    }
}
