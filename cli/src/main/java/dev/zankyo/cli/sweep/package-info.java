/** The command {@code sweep}, which searches for the learning rate, width and augmentation. */
package dev.zankyo.cli.sweep;
