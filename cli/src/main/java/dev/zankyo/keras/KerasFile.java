package dev.zankyo.keras;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.message.DataLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An HDF5 file from an untrusted source, read within limits: no tensor may take more memory than the file has bytes,
 * no link is followed, and whatever the library throws becomes one line. A {@code .keras} archive stands for the
 * weights in it.
 */
final class KerasFile implements AutoCloseable {
    private static final String ARCHIVED = "model.weights.h5";
    /** The first bytes of a zip archive. */
    private static final int ZIP = 0x504b0304;

    /** The first bytes of an HDF5 file. */
    private static final long HDF5 = 0x894844460d0a1a0aL;

    private static final int MOST_CHILDREN = 10_000;
    private static final int MOST_NAME_BYTES = 1 << 16; // the limit of HDF5 for an attribute in a header

    private final Path path;
    private final long size;
    private final HdfFile file;

    private KerasFile(Path path, ByteBuffer content) {
        this.path = path;
        this.size = content.remaining();
        this.file = guarded(() -> HdfFile.fromByteBuffer(content));
    }

    /**
     * Opens a file; the caller closes it.
     *
     * @throws InputException if it cannot be read or is not an HDF5 file
     */
    static KerasFile open(Path path) {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw InputException.of(Subject.file(path), "must be a file").got("a folder or device");
        }
        try (FileChannel channel = FileChannel.open(path)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw InputException.of(Subject.file(path), "must be smaller than 2 GiB")
                        .got(channel.size() + " bytes");
            }
            ByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            boolean archive = content.remaining() >= Integer.BYTES && content.getInt(0) == ZIP;
            ByteBuffer hdf5 = archive ? archived(path) : content;
            if (hdf5.remaining() < Long.BYTES || hdf5.getLong(0) != HDF5) {
                throw InputException.of(Subject.file(path), "must be an HDF5 file or an archive of Keras")
                        .got("something else");
            }
            return new KerasFile(path, hdf5);
        } catch (IOException e) {
            throw InputException.of(Subject.file(path), "could not be read; " + FileError.reason(e))
                    .because(e);
        }
    }

    /** Returns the weights in an archive. Keras does not compress them, so they are smaller than the archive. */
    private static ByteBuffer archived(Path path) throws IOException {
        try (ZipFile archive = new ZipFile(path.toFile())) {
            ZipEntry entry = archive.getEntry(ARCHIVED);
            if (entry == null) {
                throw InputException.of(Subject.file(path), "must be an archive of Keras 3")
                        .expected(ARCHIVED + " in it")
                        .got("none");
            }
            int most = (int) Files.size(path);
            try (InputStream in = archive.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(most);
                if (in.read() >= 0) {
                    throw InputException.of(Subject.file(path), ARCHIVED + " must not be larger than the archive")
                            .expected("at most " + most + " bytes")
                            .got("more");
                }
                return ByteBuffer.wrap(bytes);
            }
        }
    }

    Group root() {
        return file;
    }

    /** Returns the child of a group that is itself a group, unless there is none. */
    Optional<Group> group(Group parent, String name) {
        return child(parent, name).filter(Group.class::isInstance).map(Group.class::cast);
    }

    /** Returns the data set below a group at a path with slashes, unless there is none. */
    Optional<Dataset> dataset(Group parent, String below) {
        Optional<Group> group = Optional.of(parent);
        String[] names = below.split("/", -1);
        for (String name : Arrays.copyOf(names, names.length - 1)) {
            group = group.flatMap(found -> group(found, name));
        }
        return group.flatMap(found -> child(found, names[names.length - 1]))
                .filter(Dataset.class::isInstance)
                .map(Dataset.class::cast);
    }

    private Optional<Node> child(Group parent, String name) {
        return guarded(() -> Optional.ofNullable(parent.getChildren().get(name)).filter(node -> !node.isLink()));
    }

    /** Returns the groups and data sets in a group, without links. */
    List<Node> children(Group group) {
        List<Node> children = guarded(() -> group.getChildren().values().stream()
                .filter(node -> !node.isLink())
                .toList());
        if (children.size() > MOST_CHILDREN) {
            throw InputException.of(Subject.file(path), "a group must have at most " + MOST_CHILDREN + " members")
                    .got(children.size());
        }
        return children;
    }

    /** Returns the texts of an attribute; empty if the group has no such attribute. */
    Optional<List<String>> texts(Group group, String attribute) {
        return guarded(() -> {
            Attribute found = group.getAttribute(attribute);
            if (found == null) {
                return Optional.empty();
            }
            if (found.isEmpty() || Arrays.stream(found.getDimensionsAsLong()).anyMatch(axis -> axis == 0)) {
                return Optional.of(List.of());
            }
            if (found.getSizeInBytes() > MOST_NAME_BYTES || found.getSizeInBytes() < 0) {
                throw InputException.of(Subject.file(path), "attribute " + attribute + " must be a list of names")
                        .expected("at most " + MOST_NAME_BYTES + " bytes")
                        .got(found.getSizeInBytes());
            }
            if (!(found.getData() instanceof String[] names)) {
                throw InputException.of(Subject.file(path), "attribute " + attribute + " must be a list of names");
            }
            return Optional.of(List.of(names));
        });
    }

    /** Returns the axes of a data set. */
    List<Long> shape(Dataset dataset) {
        return guarded(
                () -> Arrays.stream(dataset.getDimensionsAsLong()).boxed().toList());
    }

    /** Returns what keeps a data set from being read as float32; empty if nothing does. */
    Optional<String> fault(Dataset dataset) {
        return guarded(() -> {
            if (dataset.getJavaType() != float.class || dataset.getDataType().getSize() != Float.BYTES) {
                return Optional.of("must be float32; got " + FileError.printable(type(dataset)));
            }
            if (dataset.getDataLayout() != DataLayout.CONTIGUOUS) {
                return Optional.of("must be stored in one piece, without compression");
            }
            return Optional.empty();
        });
    }

    private static String type(Dataset dataset) {
        return dataset.getJavaType().getSimpleName() + " of "
                + dataset.getDataType().getSize() + " bytes";
    }

    /** Returns the elements of a data set without {@link #fault}. */
    float[] floats(Dataset dataset, int count) {
        return guarded(() -> {
            if ((long) Float.BYTES * count > size) {
                throw InputException.of(Subject.file(path), dataset.getPath() + " must lie within the file");
            }
            if (!(dataset.getDataFlat() instanceof float[] values) || values.length != count) {
                throw InputException.of(
                        Subject.file(path), FileError.printable(dataset.getPath()) + " must have all its values");
            }
            return values;
        });
    }

    /** Runs a call of the library. A damaged file can make it fail in any way. */
    private <T> T guarded(Supplier<T> call) {
        try {
            return call.get();
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw InputException.of(Subject.file(path), "must be an intact HDF5 file; " + FileError.printable(reason))
                    .because(e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
