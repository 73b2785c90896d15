/**
 * Where the program starts, on whatever Java it is given: compiled for Java 8, this package looks for a Java that can run
 * the rest, starts it there with the flags the rest needs, and stands between it and the terminal until it ends. It knows
 * the command line's main class by name only. Start with {@link dev.zankyo.launcher.Launcher}.
 */
package dev.zankyo.launcher;
