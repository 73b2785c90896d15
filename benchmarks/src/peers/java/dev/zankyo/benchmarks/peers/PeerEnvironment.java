package dev.zankyo.benchmarks.peers;

import java.util.HashMap;
import java.util.Map;

/** The environment all peers are at their best in. */
public final class PeerEnvironment {
    private PeerEnvironment() {}

    /**
     * Their activations come and go with every step: glibc must keep the memory instead of mapping it anew each time, which
     * is worth a tenth to libtorch. OpenBLAS has threads of its own that would compete with OpenMP's.
     *
     * @param own what a peer wants beside that, names and values in turn
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
