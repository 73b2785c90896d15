/**
 * The training of networks. Start with {@link dev.zankyo.train.Trainer}. A {@link dev.zankyo.train.Recipe} configures a
 * run, a {@link dev.zankyo.train.TrainingListener} watches it, and a {@link dev.zankyo.train.TrainingResult} is its
 * result. A {@link dev.zankyo.train.Checkpointing} saves {@linkplain dev.zankyo.train.Checkpoint checkpoints} from
 * which a run can be continued.
 */
package dev.zankyo.train;
