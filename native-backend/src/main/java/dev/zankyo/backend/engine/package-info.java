/**
 * The execution of plans. A team of threads moves the batch through each phase. Each thread computes a part of the
 * batch, a few images at a time, so that they stay in the cache. Between phases the threads wait at a barrier, because
 * a batch normalization needs sums over the whole batch.
 *
 * <p>{@link dev.zankyo.backend.engine.Engine} makes plans. A backend only provides its {@link
 * dev.zankyo.backend.engine.LinearLayers}; everything else is in this package.
 */
package dev.zankyo.backend.engine;
