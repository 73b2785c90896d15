/**
 * The commands {@code summary}, which prints a network, and {@code backends}, which lists the backends of this machine.
 */
package dev.zankyo.cli.inspect;
