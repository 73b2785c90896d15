/**
 * The files that this project writes and reads. {@link dev.zankyo.io.AtomicFile} writes a file completely or not at
 * all, even in a crash. {@link dev.zankyo.io.Safetensors} is the public format for named tensors. {@link
 * dev.zankyo.io.MappedStore} is a file with checksums that may be larger than memory. {@link dev.zankyo.io.FileError}
 * describes a failure in one line. {@link dev.zankyo.io.Digest} identifies content, and {@link
 * dev.zankyo.io.CacheFolder} finds the user's folder for files that may be deleted.
 */
package dev.zankyo.io;
