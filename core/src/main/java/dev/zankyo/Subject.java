package dev.zankyo;

import dev.zankyo.io.FileError;
import java.nio.file.Path;

/** The thing an {@link InputException} is about: a place in a file, a setting, or something with a name. */
public sealed interface Subject {
    /**
     * A file or folder, or a place in one. A parser that does not know the path of what it reads leaves it out, and its
     * caller adds it with {@link InputException#in}.
     *
     * @param path the file or folder, or null if it is not known yet
     * @param line counted from 1; 0 if the whole file is meant
     * @param column counted from 1; 0 if the whole line is meant
     */
    record File(Path path, long line, int column) implements Subject {
        /** Returns the place on the line given, counted from 1. */
        public File line(long number) {
            return new File(path, number, 0);
        }

        /** Returns the place in the column given of the same line, counted from 1. */
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

        /** Returns the place within the file without its path, empty if the whole file is meant. */
        String within() {
            return line == 0 ? "" : column == 0 ? "line " + line : "line " + line + ", column " + column;
        }
    }

    /**
     * A setting of the program, which the command line calls by the name of its option.
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
     * @param name the node's, such as {@code stage1.block0.conv1}
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
     * @param name as the message shows it
     */
    record Named(String name) implements Subject {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Returns a file or folder as a whole. */
    static File file(Path path) {
        return new File(path, 0, 0);
    }

    /** Returns the file that is being read, by code that does not know its path. */
    static File content() {
        return new File(null, 0, 0);
    }

    /** Returns a setting by its name in camelCase. */
    static Setting setting(String name) {
        return new Setting(name);
    }

    /** Returns a node of a graph by its name. */
    static Node node(String name) {
        return new Node(name);
    }

    /** Returns a subject that is known by a name alone. */
    static Named named(String name) {
        return new Named(name);
    }
}
