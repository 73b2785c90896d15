/** What the machine can do at most, measured: the roof that shares are taken of. */
package dev.zankyo.benchmarks.roof;
