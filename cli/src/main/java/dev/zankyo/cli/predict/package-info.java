/** The command {@code predict}, and the formats that it prints predictions in. */
package dev.zankyo.cli.predict;
