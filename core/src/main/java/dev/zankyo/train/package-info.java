/**
 * How a network learns. Start with {@link dev.zankyo.train.Trainer}, the loop itself; a {@link dev.zankyo.train.Recipe} says
 * what it does, a {@link dev.zankyo.train.TrainingListener} watches it, a {@link dev.zankyo.train.TrainingResult} is what
 * comes out, and {@link dev.zankyo.train.RunDirectory} writes that to disk. A {@link dev.zankyo.train.Checkpointing} keeps
 * {@linkplain dev.zankyo.train.Checkpoint checkpoints} from which a run of equal {@link dev.zankyo.train.RunFacts} ends in
 * the same bits, and a {@link dev.zankyo.train.RunRecord} lets it be repeated and compared.
 */
package dev.zankyo.train;
