/**
 * How a plan runs: threads that each walk a part of the batch through a phase, a few images at a time so that they stay in the
 * cache, and meet where a batch normalisation wants the sums of all. {@link dev.zankyo.backend.engine.Engine} makes plans;
 * a backend brings its {@link dev.zankyo.backend.engine.LinearLayers}, everything else is here.
 */
package dev.zankyo.backend.engine;
