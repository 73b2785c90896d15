package dev.zankyo;

import dev.zankyo.io.FileError;
import java.nio.file.Path;

/** The subject of an {@link InputException}: a position in a file, a setting, or something with a name. */
public sealed interface Subject {
    /**
     * A file or folder, or a position in a file. A parser that does not know its file's path omits it, and its caller
     * adds it with {@link InputException#in}.
     *
     * @param path the file or folder; null if it is not known yet
     * @param line line number from 1; 0 for the whole file
     * @param column column number from 1; 0 for the whole line
     */
    record File(Path path, long line, int column) implements Subject {
        /** Returns the position at the start of line {@code number}, counted from 1. */
        public File line(long number) {
            return new File(path, number, 0);
        }

        /** Returns the position in column {@code number} of the same line, counted from 1. */
        public File column(int number) {
            return new File(path, line, number);
        }

        @Override
        public String toString() {
            if (path == null) {
                return within();
            }
            String place = FileError.escaped(path.toString());
            return line == 0 ? place : column == 0 ? place + ":" + line : place + ":" + line + ":" + column;
        }

        /** Returns the position without the path; empty for the whole file. */
        String within() {
            return line == 0 ? "" : column == 0 ? "line " + line : "line " + line + ", column " + column;
        }
    }

    /**
     * A setting of the program; the command line shows the name of its option instead.
     *
     * @param name in camelCase, such as {@code testShare}
     */
    record Setting(String name) implements Subject {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A node of a graph.
     *
     * @param name the node's name, such as {@code stage1.block0.conv1}
     */
    record Node(String name) implements Subject {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * Anything else that has a name, such as training rows or an entry of a file.
     *
     * @param name the name that the message shows
     */
    record Named(String name) implements Subject {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Returns a subject for a whole file or folder. */
    static File file(Path path) {
        return new File(path, 0, 0);
    }

    /** Returns a subject for the file being read, for code that does not know its path. */
    static File content() {
        return new File(null, 0, 0);
    }

    /** Returns a subject for a setting, by its name in camelCase. */
    static Setting setting(String name) {
        return new Setting(name);
    }

    /** Returns a node of a graph by its name. */
    static Node node(String name) {
        return new Node(name);
    }

    /** Returns a subject that has only a name. */
    static Named named(String name) {
        return new Named(name);
    }
}
