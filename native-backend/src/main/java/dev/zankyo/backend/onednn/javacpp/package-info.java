/** oneDNN's C API through the JavaCPP presets (JNI). */
package dev.zankyo.backend.onednn.javacpp;
