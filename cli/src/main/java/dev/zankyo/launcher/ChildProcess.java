package dev.zankyo.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The program in a Java process of its own. The child inherits standard input and output. Its standard error is passed
 * on, except for one warning. Signals to end are forwarded to it.
 */
final class ChildProcess {
    /** The warning that every virtual machine with the Vector API prints at start; no option silences it. */
    private static final String INCUBATOR_WARNING = "WARNING: Using incubator modules: " + Jdk.VECTOR_API;

    private final List<String> command;
    private final boolean announced;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Process process;
    private boolean stopped;

    /**
     * Makes a process.
     *
     * @param announced whether a status is on the terminal; it is removed before the first line of standard error
     */
    ChildProcess(List<String> command, boolean announced) {
        this.command = command;
        this.announced = announced;
    }

    /**
     * Starts the program and waits until it ends.
     *
     * @return its exit code; 128 plus the signal's number if a signal ended it
     * @throws IOException if it cannot be started
     */
    int run() throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop child"));
        start();
        try {
            OutputStream err = new FileOutputStream(FileDescriptor.err);
            passOn(process.getErrorStream(), announced ? new AfterStatus(err) : err);
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the main thread", e);
        } finally {
            ended.countDown();
        }
    }

    private synchronized void start() throws IOException {
        if (stopped) {
            throw new IOException("this process is ending");
        }
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO().redirectError(ProcessBuilder.Redirect.PIPE);
        builder.environment().putAll(NameEncoding.here().environment());
        process = builder.start();
    }

    /** Runs when this process is told to end, and gives the child time to end properly. */
    private void stop() {
        synchronized (this) { // waits for a child that is being started
            stopped = true;
            if (process == null) {
                return;
            }
            terminate(process);
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the child to end. {@code Process.destroy} would also close its standard error and lose its last lines. */
    private static void terminate(Process process) {
        try {
            Object handle = Process.class.getMethod("toHandle").invoke(process);
            Class.forName("java.lang.ProcessHandle").getMethod("destroy").invoke(handle);
        } catch (ReflectiveOperationException e) {
            process.destroy(); // Java 8 has nothing better
        }
    }

    /** Copies until the child ends. If writing fails, it still reads, so that the child never blocks. */
    private static void passOn(InputStream from, OutputStream to) {
        LineFilter filter = new LineFilter(INCUBATOR_WARNING + System.lineSeparator(), to);
        byte[] buffer = new byte[8192];
        boolean heard = true;
        for (int n = read(from, buffer); n >= 0; n = read(from, buffer)) {
            heard = heard && write(filter, buffer, n);
        }
        if (heard) {
            write(to, filter.withheld(), filter.withheld().length);
        }
    }

    private static int read(InputStream from, byte[] buffer) {
        try {
            return from.read(buffer);
        } catch (IOException e) {
            return -1; // closed by the end of the child
        }
    }

    private static boolean write(OutputStream to, byte[] buffer, int length) {
        try {
            to.write(buffer, 0, length);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A stream that removes the status before the first bytes. */
    private static final class AfterStatus extends FilterOutputStream {
        private boolean removed;

        AfterStatus(OutputStream terminal) {
            super(terminal);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0 && !removed) {
                out.write(Terminal.CLEAR.getBytes(StandardCharsets.US_ASCII));
                removed = true;
            }
            out.write(bytes, offset, length);
        }
    }
}
