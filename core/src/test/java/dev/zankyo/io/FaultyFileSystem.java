package dev.zankyo.io;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The default file system with an injected fault. It counts operations that change something and fails those that the
 * {@link Fault} selects, as on a full or broken disk. Files lie where their paths say, on the default file system.
 */
public final class FaultyFileSystem extends FileSystem {
    /** The operations that fail, and the maximum size of a write. */
    public static final class Fault {
        private final int failing;
        private final boolean forGood;
        private final int memoryLimit;
        private int operations;

        private Fault(int failing, boolean forGood, int memoryLimit) {
            this.failing = failing;
            this.forGood = forGood;
            this.memoryLimit = memoryLimit;
        }

        /** Returns a fault with which nothing fails. */
        public static Fault none() {
            return new Fault(0, false, Integer.MAX_VALUE);
        }

        /** Returns a fault with which only operation {@code k} fails, counted from 1. */
        public static Fault at(int k) {
            return new Fault(k, false, Integer.MAX_VALUE);
        }

        /** Returns a fault with which operation {@code k}, counted from 1, and every later one fail. */
        public static Fault from(int k) {
            return new Fault(k, true, Integer.MAX_VALUE);
        }

        /** Returns a fault with which nothing fails, but each write takes at most {@code memoryLimit} bytes. */
        public static Fault shortWrites(int memoryLimit) {
            return new Fault(0, false, memoryLimit);
        }

        /** Returns the number of operations so far. */
        public int operations() {
            return operations;
        }

        int memoryLimit() {
            return memoryLimit;
        }

        void count(Path path, String operation) throws IOException {
            operations++;
            if (operations == failing || forGood && operations > failing) {
                throw new FileSystemException(path.toString(), null, "No space left on device (" + operation + ")");
            }
        }
    }

    private final FileSystem delegate;
    private final Provider provider;

    private FaultyFileSystem(FileSystem delegate, Fault fault) {
        this.delegate = delegate;
        this.provider = new Provider(this, delegate.provider(), fault);
    }

    /** Returns the path with the fault; it also applies to all paths made from it. */
    public static Path path(Path path, Fault fault) {
        return new FaultyPath(new FaultyFileSystem(path.getFileSystem(), fault), path);
    }

    FaultyPath wrap(Path path) {
        return new FaultyPath(this, path);
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("the default file system is not closed");
    }

    @Override
    public boolean isOpen() {
        return delegate.isOpen();
    }

    @Override
    public boolean isReadOnly() {
        return delegate.isReadOnly();
    }

    @Override
    public String getSeparator() {
        return delegate.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return delegate.getRootDirectories();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return delegate.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return delegate.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return wrap(delegate.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        PathMatcher matcher = delegate.getPathMatcher(pattern);
        return path -> matcher.matches(FaultyPath.unwrap(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return delegate.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() throws IOException {
        return delegate.newWatchService();
    }

    private static final class Provider extends FileSystemProvider {
        private final FaultyFileSystem system;
        private final FileSystemProvider delegate;
        private final Fault fault;

        Provider(FaultyFileSystem system, FileSystemProvider delegate, Fault fault) {
            this.system = system;
            this.delegate = delegate;
            this.fault = fault;
        }

        @Override
        public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                throws IOException {
            Path real = FaultyPath.unwrap(path);
            return new FaultyChannel(real, delegate.newFileChannel(real, options, attributes), fault);
        }

        @Override
        public SeekableByteChannel newByteChannel(
                Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
            return newFileChannel(path, options, attributes);
        }

        @Override
        public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
            countIf(!exists(path), path, "mkdir");
            delegate.createDirectory(FaultyPath.unwrap(path), attributes);
        }

        @Override
        public void delete(Path path) throws IOException {
            countIf(exists(path), path, "delete");
            delegate.delete(FaultyPath.unwrap(path));
        }

        private static boolean exists(Path path) {
            return Files.exists(FaultyPath.unwrap(path), LinkOption.NOFOLLOW_LINKS);
        }

        private void countIf(boolean changes, Path path, String operation) throws IOException {
            if (changes) {
                fault.count(path, operation);
            }
        }

        @Override
        public void move(Path from, Path to, CopyOption... options) throws IOException {
            fault.count(to, "rename");
            delegate.move(FaultyPath.unwrap(from), FaultyPath.unwrap(to), options);
        }

        @Override
        public void copy(Path from, Path to, CopyOption... options) throws IOException {
            fault.count(to, "copy");
            delegate.copy(FaultyPath.unwrap(from), FaultyPath.unwrap(to), options);
        }

        @Override
        public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
                throws IOException {
            DirectoryStream<Path> real =
                    delegate.newDirectoryStream(FaultyPath.unwrap(folder), path -> filter.accept(system.wrap(path)));
            Iterator<Path> paths = real.iterator();
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return paths.hasNext();
                        }

                        @Override
                        public Path next() {
                            return system.wrap(paths.next());
                        }
                    };
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }

        @Override
        public boolean isSameFile(Path path, Path other) throws IOException {
            return delegate.isSameFile(FaultyPath.unwrap(path), FaultyPath.unwrap(other));
        }

        @Override
        public boolean isHidden(Path path) throws IOException {
            return delegate.isHidden(FaultyPath.unwrap(path));
        }

        @Override
        public FileStore getFileStore(Path path) throws IOException {
            return delegate.getFileStore(FaultyPath.unwrap(path));
        }

        @Override
        public void checkAccess(Path path, AccessMode... modes) throws IOException {
            delegate.checkAccess(FaultyPath.unwrap(path), modes);
        }

        @Override
        public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
            return delegate.getFileAttributeView(FaultyPath.unwrap(path), type, options);
        }

        @Override
        public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
                throws IOException {
            return delegate.readAttributes(FaultyPath.unwrap(path), type, options);
        }

        @Override
        public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
                throws IOException {
            return delegate.readAttributes(FaultyPath.unwrap(path), attributes, options);
        }

        @Override
        public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
            delegate.setAttribute(FaultyPath.unwrap(path), attribute, value, options);
        }

        @Override
        public String getScheme() {
            return delegate.getScheme();
        }

        @Override
        public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
            throw new UnsupportedOperationException("made by FaultyFileSystem.path");
        }

        @Override
        public FileSystem getFileSystem(URI uri) {
            return system;
        }

        @Override
        public Path getPath(URI uri) {
            return system.wrap(delegate.getPath(uri));
        }
    }
}
