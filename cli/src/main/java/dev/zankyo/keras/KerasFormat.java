package dev.zankyo.keras;

import java.nio.file.Path;
import java.util.Optional;

/** A layout of weights in an HDF5 file. */
public enum KerasFormat {
    /** The layout of Keras 3, with files ending in {@code .weights.h5}: groups named after the layers' types. */
    KERAS_3("Keras 3", ".weights.h5"),
    /** The layout of TensorFlow 2, with files ending in {@code .h5}: lists of names as attributes. */
    TF_2("TensorFlow 2", ".h5");

    private final String text;
    private final String ending;

    KerasFormat(String text, String ending) {
        this.text = text;
        this.ending = ending;
    }

    /** Returns the format that the ending of a file's name stands for, as in Keras. */
    public static Optional<KerasFormat> of(Path file) {
        for (KerasFormat format : values()) {
            if (file.getFileName().toString().endsWith(format.ending)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Returns the ending of names of files. */
    public String ending() {
        return ending;
    }

    /** Returns the name of the program. */
    @Override
    public String toString() {
        return text;
    }
}
