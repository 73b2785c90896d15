/**
 * The machine's peaks, measured with the Vector API: arithmetic without memory accesses, and memory accesses with
 * hardly any arithmetic. Start with {@link dev.zankyo.backend.peak.VectorPeakMeter}.
 */
package dev.zankyo.backend.peak;
