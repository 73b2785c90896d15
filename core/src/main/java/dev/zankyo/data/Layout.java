package dev.zankyo.data;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The order of a row's values in a CSV file. In memory they are always band-major. */
public enum Layout {
    /** All frames of the first band, then all of the second: {@code bands} rows of {@code frames} values. */
    BAND_MAJOR("band-major"),
    /** All bands of the first frame, then all of the second: {@code frames} rows of {@code bands} values. */
    FRAME_MAJOR("frame-major"),
    /** Whichever of the two reads smoother, see {@link LayoutChoice#by}. */
    AUTO("auto");

    private final String text;

    Layout(String text) {
        this.text = text;
    }

    /** @throws InputException where {@code text} is none of the names */
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

    /** The name a user writes, such as {@code band-major}. */
    @Override
    public String toString() {
        return text;
    }

    /** Puts one row of a file in this layout into band-major order. */
    void toBandMajor(float[] row, int bands, int frames, float[] target, int offset) {
        move(row, 0, frames, bands, target, offset);
    }

    /** Puts one band-major row into this layout's order. */
    void fromBandMajor(float[] values, int offset, int bands, int frames, float[] target) {
        move(values, offset, bands, frames, target, 0);
    }

    /** Copies a row as it is, or transposes it where frames come first: it is {@code height x width} on the way in. */
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
