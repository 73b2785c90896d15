/**
 * Files and their formats. {@link dev.zankyo.io.AtomicFile} writes files so that no reader and no crash sees an
 * incomplete one. {@link dev.zankyo.io.Safetensors} is the public format for named tensors. {@link
 * dev.zankyo.io.FileError} words errors in one line. {@link dev.zankyo.io.Digest} identifies content, and {@link
 * dev.zankyo.io.CacheFolder} finds the user's cache folder.
 */
package dev.zankyo.io;
