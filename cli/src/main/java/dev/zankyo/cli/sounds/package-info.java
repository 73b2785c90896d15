/** Folders of recordings on the command line: the options that name them, and the commands that only read or make them. */
package dev.zankyo.cli.sounds;
