/**
 * What the machine could do at most, measured with the Vector API: arithmetic without memory, and memory with hardly any
 * arithmetic. Start with {@link dev.zankyo.backend.roof.VectorRoofMeter}.
 */
package dev.zankyo.backend.roof;
