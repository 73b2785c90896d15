/**
 * The command {@code bench}: measures how fast each backend trains and predicts, beside the machine's roof. A case is
 * measured in a process of its own.
 */
package dev.zankyo.cli.bench;
