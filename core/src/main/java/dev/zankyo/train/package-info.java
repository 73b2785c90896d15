/**
 * How a network learns. Start with {@link dev.zankyo.train.Trainer}, the loop itself; a {@link dev.zankyo.train.Recipe} says
 * what it does, a {@link dev.zankyo.train.TrainingListener} watches it, a {@link dev.zankyo.train.TrainingResult} is what
 * comes out, and {@link dev.zankyo.train.RunDirectory} writes that to disk.
 */
package dev.zankyo.train;
