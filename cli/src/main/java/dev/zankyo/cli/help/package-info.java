/**
 * The program's description of itself, made from picocli's model: grouped help, shell completion and the manual page.
 * Nothing here names a command's class.
 */
package dev.zankyo.cli.help;
