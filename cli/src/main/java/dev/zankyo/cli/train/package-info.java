/** The commands {@code train} and {@code verify}, and the options of a training run. */
package dev.zankyo.cli.train;
