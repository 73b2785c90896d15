/** The options that several commands share, for use with {@code @Mixin}, and the parsing of command lines. */
package dev.zankyo.cli.options;
