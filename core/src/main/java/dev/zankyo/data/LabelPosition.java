package dev.zankyo.data;

/** The column of the label in a CSV file of rows. An index column does not count. */
public enum LabelPosition {
    /** The first column. */
    FIRST("first"),
    /** The last column. */
    LAST("last"),
    /**
     * The column that a header names {@code label}, {@code class} or {@code target}, otherwise the first. A file whose
     * first column holds values rather than labels is refused.
     */
    AUTO("auto");

    private final String text;

    LabelPosition(String text) {
        this.text = text;
    }

    /** Returns the name that users write, such as {@code last}. */
    @Override
    public String toString() {
        return text;
    }
}
