/**
 * How fast a backend is: a {@link dev.zankyo.bench.BenchCase} says what is measured, a {@link dev.zankyo.bench.Workload} does
 * it, a {@link dev.zankyo.bench.BenchRow} is what came of it, beside the machine's roof.
 */
package dev.zankyo.bench;
