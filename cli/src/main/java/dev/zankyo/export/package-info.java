/**
 * Trained models in the formats of other programs. Start with {@link dev.zankyo.export.OnnxExport}, which writes a file
 * for ONNX Runtime.
 */
package dev.zankyo.export;
