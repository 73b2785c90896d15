/** The command {@code evaluate}, and the report about what a model says of its test rows. */
package dev.zankyo.cli.evaluate;
