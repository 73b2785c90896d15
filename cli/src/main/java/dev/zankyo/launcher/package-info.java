/**
 * The start of the program on any Java from 8 on. This package looks for a Java that can run the rest, starts it with
 * the necessary flags, and connects it with the terminal until it ends. It knows the main class of the command line by
 * name only. Start with {@link dev.zankyo.launcher.Launcher}.
 */
package dev.zankyo.launcher;
