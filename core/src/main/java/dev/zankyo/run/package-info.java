/**
 * The folder of a training run. {@link dev.zankyo.run.RunDirectory} writes and reads its files, {@link
 * dev.zankyo.run.RunCheckpoints} keeps checkpoints in it, and {@link dev.zankyo.run.RunRecord} describes the finished
 * run.
 */
package dev.zankyo.run;
