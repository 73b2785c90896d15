/** The command that writes models in the formats of other programs. */
package dev.zankyo.cli.export;
