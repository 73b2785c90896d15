package dev.zankyo.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A browser without a window, for pages out of files. All it asks of the network goes to a proxy that notes it and hangs up. */
final class Chromium {
    private static final long PATIENCE_SECONDS = 120;

    /** Time, updates, accounts: what the browser asks for its own sake, though told not to. */
    private static final Pattern OF_ITS_OWN =
            Pattern.compile("[A-Z]+ (https?://)?[\\w-]+\\.(google|googleapis|gvt1)\\.com[:/].*");

    private final Path program;
    private final Path folder;

    private Chromium(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** The browser of this machine, if there is one on the path; it keeps its own files in the folder. */
    static Optional<Chromium> find(Path folder) {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(entry -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(Path.of(entry)::resolve))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Chromium(program, folder));
    }

    /**
     * What came of opening a page.
     *
     * @param dom the document when its scripts had run, as HTML
     * @param console the lines that it wrote to the console, errors and violated policies among them
     * @param requests the first lines of what was asked of the network, the browser's own business left out
     */
    record Visit(String dom, List<String> console, List<String> requests) {}

    /** Opens a page in a window of a size, in the dark or light scheme, and keeps a picture of it. */
    Visit open(Path page, int width, int height, boolean dark, Path picture) {
        try (var network = new NotingProxy()) {
            Path dom = Files.createTempFile(folder, "dom", ".html");
            Path log = Files.createTempFile(folder, "log", ".txt");
            List<String> command = new ArrayList<>(List.of(
                    program.toString(),
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--hide-scrollbars",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--proxy-server=http://127.0.0.1:" + network.port(),
                    "--proxy-bypass-list=<-loopback>",
                    "--allow-file-access-from-files",
                    "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
                    "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                    "--window-size=" + width + "," + height,
                    "--enable-logging=stderr",
                    "--screenshot=" + picture,
                    "--dump-dom",
                    page.toUri().toString()));
            Process browser = new ProcessBuilder(command)
                    .redirectOutput(dom.toFile())
                    .redirectError(log.toFile())
                    .start();
            if (!browser.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                browser.descendants().forEach(ProcessHandle::destroyForcibly);
                browser.destroyForcibly();
                throw new AssertionError("the browser has not finished: " + Files.readString(log));
            }
            List<String> console = Files.readAllLines(log).stream()
                    .filter(line -> line.contains(":CONSOLE"))
                    .toList();
            return new Visit(Files.readString(dom), console, network.requests());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Accepts connections on the loopback address, notes what they begin with and closes them. */
    private static final class NotingProxy implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final Thread thread = Thread.ofPlatform().daemon().start(this::accept);

        NotingProxy() throws IOException {}

        int port() {
            return server.getLocalPort();
        }

        List<String> requests() {
            return requests.stream()
                    .filter(request -> !OF_ITS_OWN.matcher(request).matches())
                    .toList();
        }

        private void accept() {
            try {
                while (true) {
                    try (Socket connection = server.accept();
                            var in = new BufferedReader(
                                    new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1))) {
                        requests.add(String.valueOf(in.readLine()));
                    }
                }
            } catch (SocketException closed) {
                // the end of the visit
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
