/**
 * Files that are written completely or not at all. {@link dev.zankyo.io.AtomicFile} replaces a file so that no reader
 * and no crash sees half of it. {@link dev.zankyo.io.Safetensors} is the public format for named tensors,
 * {@link dev.zankyo.io.MappedStore} a checked file that may be larger than memory. {@link dev.zankyo.io.FileError}
 * describes an I/O error in one line, {@link dev.zankyo.io.Digest} computes hashes, and
 * {@link dev.zankyo.io.CacheFolder} finds the user's cache folder.
 */
package dev.zankyo.io;
