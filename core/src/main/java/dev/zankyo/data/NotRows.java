package dev.zankyo.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of file that is certainly not CSV text, although its name may end in {@code .csv}.
 *
 * @param what the kind of file with an article, such as {@code a zip archive}
 * @param remedy the user's next step, as an imperative
 */
record NotRows(String what, String remedy) {
    /** The number of first bytes that show the kind. */
    static final int HEAD = 64;

    private static final String AS_CSV = "write its rows as CSV";

    /** Returns the kind of file by its first bytes, up to {@link #HEAD}; empty if it may be CSV. */
    static Optional<NotRows> of(byte[] head, Path file) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String start = text.stripLeading().toLowerCase(Locale.ROOT);
        NotRows kind = null;
        if (text.startsWith("PK\3\4") || text.startsWith("PK\5\6")) {
            kind = name.endsWith(".xlsx") || name.endsWith(".ods")
                    ? new NotRows("a workbook", "save it as CSV")
                    : new NotRows("a zip archive", "unpack it, or gzip it");
        } else if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
            kind = new NotRows("text in UTF-16", "save the file as UTF-8");
        } else if (text.startsWith("7z\u00bc\u00af") || text.startsWith("Rar!")) {
            kind = new NotRows("an archive", "unpack it, or gzip it");
        } else if (text.startsWith("BZh") || text.startsWith("\u00fd7zXZ") || text.startsWith("(\u00b5/\u00fd")) {
            kind = new NotRows("text that is compressed, but not by gzip", "unpack it, or gzip it");
        } else if (text.startsWith("\u0093NUMPY")) {
            kind = new NotRows("a NumPy file", AS_CSV);
        } else if (text.startsWith("PAR1")) {
            kind = new NotRows("a Parquet file", AS_CSV);
        } else if (text.startsWith("\u0089HDF")) {
            kind = new NotRows("an HDF5 file", AS_CSV);
        } else if (text.startsWith("version https://git-lfs")) {
            kind = new NotRows("a Git LFS pointer", "run git lfs pull in its folder to fetch the file");
        } else if (start.startsWith("<!doctype") || start.startsWith("<html")) {
            kind = new NotRows("a web page (HTML)", "download the file itself: a server answered with a page");
        }
        return Optional.ofNullable(kind);
    }
}
