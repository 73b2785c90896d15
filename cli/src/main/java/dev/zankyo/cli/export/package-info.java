/** The commands that write models in the formats of other programs, and read weights that Keras saved. */
package dev.zankyo.cli.export;
