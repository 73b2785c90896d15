/** oneDNN's C API through the Foreign Function and Memory API: no JNI library is loaded. */
package dev.zankyo.backend.onednn.ffm;
