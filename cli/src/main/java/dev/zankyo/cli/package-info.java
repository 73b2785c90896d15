/**
 * The command line: one class a command, each of which reads its options, calls the core and prints what comes back. Start
 * with {@link dev.zankyo.cli.Main}. Nothing here computes, and no backend is named: they are found by the core.
 */
package dev.zankyo.cli;
