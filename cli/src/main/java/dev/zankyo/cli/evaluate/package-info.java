/** The command {@code evaluate}, and the report about a model and its test set. */
package dev.zankyo.cli.evaluate;
