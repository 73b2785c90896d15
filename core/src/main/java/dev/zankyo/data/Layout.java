package dev.zankyo.data;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The order of a row's values in a CSV file. In memory, rows are always band-major. */
public enum Layout {
    /** All frames of the first band, then all frames of the second: (bands, frames). */
    BAND_MAJOR("band-major"),
    /** All bands of the first frame, then all bands of the second: (frames, bands). */
    FRAME_MAJOR("frame-major"),
    /** The smoother of the two layouts; see {@link LayoutChoice#by}. */
    AUTO("auto");

    private final String text;

    Layout(String text) {
        this.text = text;
    }

    /**
     * Returns the layout that a user named.
     *
     * @throws InputException if the text is not the name of a layout
     */
    static Layout parse(String text) {
        for (Layout layout : values()) {
            if (layout.text.equals(text)) {
                return layout;
            }
        }
        String names = Arrays.stream(values()).map(Layout::toString).collect(Collectors.joining(", "));
        throw InputException.of(Subject.setting("layout"), "must be known")
                .expected("one of " + names)
                .got("\"" + text + "\"");
    }

    /** Returns the name that users write, such as {@code band-major}. */
    @Override
    public String toString() {
        return text;
    }

    /** Converts one row from this layout to band-major order. */
    void toBandMajor(float[] row, int bands, int frames, float[] target, int offset) {
        move(row, 0, frames, bands, target, offset);
    }

    /** Converts one row from band-major order to this layout. */
    void fromBandMajor(float[] values, int offset, int bands, int frames, float[] target) {
        move(values, offset, bands, frames, target, 0);
    }

    /** Copies a row for BAND_MAJOR; transposes it for FRAME_MAJOR. The row in {@code from} is (height, width). */
    private void move(float[] from, int start, int height, int width, float[] to, int offset) {
        switch (this) {
            case BAND_MAJOR -> System.arraycopy(from, start, to, offset, height * width);
            case FRAME_MAJOR -> {
                for (int i = 0; i < height; i++) {
                    for (int j = 0; j < width; j++) {
                        to[offset + j * height + i] = from[start + i * width + j];
                    }
                }
            }
            case AUTO -> throw new IllegalStateException("layout: auto must be resolved before values are moved");
        }
    }
}
