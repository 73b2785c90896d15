package dev.zankyo.graph;

/**
 * The shape of one sample's activation: (H, W, C), channels fastest. In a spectrogram the height counts frequency bands
 * and the width counts frames. A vector of logits is (1, 1, classes).
 */
public record Shape(int height, int width, int channels) {
    public Shape {
        if (height <= 0 || width <= 0 || channels <= 0) {
            throw new IllegalArgumentException(
                    "shape: every axis must be positive; got " + height + "x" + width + "x" + channels);
        }
        Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    /** Returns the number of elements of one sample. */
    public int size() {
        return height * width * channels;
    }

    @Override
    public String toString() {
        return height + "x" + width + "x" + channels;
    }
}
