/** The options for folders of recordings, and the commands that read or make recordings. */
package dev.zankyo.cli.sounds;
