/**
 * How a network learns. Start with {@link dev.zankyo.train.Trainer}, the loop itself; a {@link dev.zankyo.train.Recipe} says
 * what it does, a {@link dev.zankyo.train.TrainingListener} watches it, and a {@link dev.zankyo.train.TrainingResult} is what
 * comes out. A {@link dev.zankyo.train.Checkpointing} keeps {@linkplain dev.zankyo.train.Checkpoint checkpoints} from which
 * the run can be continued.
 */
package dev.zankyo.train;
