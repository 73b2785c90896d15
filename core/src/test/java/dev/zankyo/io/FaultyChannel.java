package dev.zankyo.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A file channel whose writes and syncs may fail, and whose writes may be short. */
final class FaultyChannel extends FileChannel {
    private final Path path;
    private final FileChannel delegate;
    private final FaultyFileSystem.Fault fault;

    FaultyChannel(Path path, FileChannel delegate, FaultyFileSystem.Fault fault) {
        this.path = path;
        this.delegate = delegate;
        this.fault = fault;
    }

    private interface Writing {
        int write(ByteBuffer source) throws IOException;
    }

    private int write(ByteBuffer source, Writing writing) throws IOException {
        fault.count(path, "write");
        ByteBuffer part = source.slice(source.position(), Math.min(source.remaining(), fault.memoryLimit()));
        int written = writing.write(part);
        source.position(source.position() + written);
        return written;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return write(source, delegate::write);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return write(source, part -> delegate.write(part, position));
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            written += write(sources[i]);
            if (sources[i].hasRemaining()) {
                break;
            }
        }
        return written;
    }

    @Override
    public void force(boolean metadata) throws IOException {
        fault.count(path, "sync");
        delegate.force(metadata);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return delegate.read(target);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return delegate.read(target, position);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return delegate.read(targets, offset, length);
    }

    @Override
    public long position() throws IOException {
        return delegate.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        delegate.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return delegate.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        fault.count(path, "truncate");
        delegate.truncate(size);
        return this;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return delegate.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        fault.count(path, "write");
        return delegate.transferFrom(source, position, Math.min(count, fault.memoryLimit()));
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return delegate.map(mode, position, size);
    }

    @Override
    public MemorySegment map(MapMode mode, long position, long size, Arena arena) throws IOException {
        return delegate.map(mode, position, size, arena);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return delegate.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return delegate.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        delegate.close();
    }
}
