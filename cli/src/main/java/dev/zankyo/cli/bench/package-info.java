/**
 * The command {@code bench}: measures training and inference speed of each backend and compares it with the machine's
 * peak. Each case runs in a process of its own.
 */
package dev.zankyo.cli.bench;
