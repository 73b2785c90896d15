/**
 * Files, whole or not at all: {@link dev.zankyo.io.AtomicFile} writes them so that no reader and no crash ever meets half
 * of one, {@link dev.zankyo.io.Safetensors} is the public format for named tensors, {@link dev.zankyo.io.FileError} says in
 * one line what went wrong. {@link dev.zankyo.io.MappedStore} is a checked file larger than memory. {@link dev.zankyo.io.Digest} tells content apart, and {@link dev.zankyo.io.CacheFolder} finds the
 * user's folder for what may be deleted.
 */
package dev.zankyo.io;
