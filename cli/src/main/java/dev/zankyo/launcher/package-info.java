/**
 * The start of the program on any Java from 8 on. This package finds a Java that can run the program, starts it with
 * the necessary options, and connects it with the terminal until it ends. It knows the command line's main class only
 * by name. Start with {@link dev.zankyo.launcher.Launcher}.
 */
package dev.zankyo.launcher;
