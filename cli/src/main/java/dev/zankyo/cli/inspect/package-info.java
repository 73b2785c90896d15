/** Commands that show what there is: {@code summary} of a model, {@code backends} of this machine. */
package dev.zankyo.cli.inspect;
