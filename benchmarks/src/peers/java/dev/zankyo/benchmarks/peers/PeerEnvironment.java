package dev.zankyo.benchmarks.peers;

import java.util.HashMap;
import java.util.Map;

/** The environment variables with which all peers are fastest. */
public final class PeerEnvironment {
    private PeerEnvironment() {}

    /**
     * Returns the environment variables for a case. Peers allocate and free their activations in every step, so glibc
     * must keep the memory instead of mapping it again; this makes libtorch a tenth faster. OpenBLAS must not use
     * threads of its own, which would compete with OpenMP's.
     *
     * @param own further variables of a peer: names and values in turn
     */
    public static Map<String, String> of(Case what, String... own) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "OMP_NUM_THREADS", Integer.toString(what.threads()),
                "OPENBLAS_NUM_THREADS", "1",
                "MALLOC_MMAP_THRESHOLD_", Long.toString(4L << 30),
                "MALLOC_TRIM_THRESHOLD_", Long.toString(16L << 30),
                "MALLOC_TOP_PAD_", Long.toString(256L << 20)));
        for (int i = 0; i < own.length; i += 2) {
            environment.put(own[i], own[i + 1]);
        }
        return environment;
    }
}
