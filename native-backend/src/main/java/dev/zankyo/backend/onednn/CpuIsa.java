package dev.zankyo.backend.onednn;

/** The instruction sets of {@code dnnl_cpu_isa_t} on x86-64, best first. */
enum CpuIsa {
    AVX10_2_512_AMX_2(0x22fff),
    AVX10_2_512(0x201ff),
    AVX512_CORE_AMX_FP16(0x1fef),
    AVX512_CORE_AMX(0xfef),
    AVX512_CORE_FP16(0x1ef),
    AVX512_CORE_BF16(0xe7),
    AVX512_CORE_VNNI(0x67),
    AVX512_CORE(0x27),
    AVX2_VNNI_2(0x1f),
    AVX2_VNNI(0xf),
    AVX2(0x7),
    AVX(0x3),
    SSE41(0x1);

    private final int mask;

    CpuIsa(int mask) {
        this.mask = mask;
    }

    /** Returns whether the mask contains all bits of this set. */
    boolean isPartOf(int mask) {
        return (mask & this.mask) == this.mask;
    }

    /** Returns the name of the best set that the mask contains, in lower case. */
    static String name(int mask) {
        for (CpuIsa isa : values()) {
            if (isa.isPartOf(mask)) {
                return isa.name().toLowerCase(java.util.Locale.ROOT);
            }
        }
        return "no SIMD";
    }
}
