/** Options that several commands share, and the spelling of a command line. Mix them in with {@code @Mixin}. */
package dev.zankyo.cli.options;
