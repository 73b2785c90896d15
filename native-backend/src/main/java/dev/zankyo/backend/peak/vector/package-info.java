/**
 * The loops that measure the peaks, by the Vector API: compiled separately, and loaded only if its module is present.
 */
package dev.zankyo.backend.peak.vector;
