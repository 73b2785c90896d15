/** The output on the terminal: progress, status lines and tables. Nothing here reads an option. */
package dev.zankyo.cli.terminal;
