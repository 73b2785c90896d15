/** What a user sees while a command works: progress, status lines, tables. Nothing here reads an option. */
package dev.zankyo.cli.terminal;
