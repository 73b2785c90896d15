/**
 * The program: {@link dev.zankyo.cli.Main} runs a command and reports how it ended. The commands are in the packages
 * below, which do not depend on this one.
 */
package dev.zankyo.cli;
