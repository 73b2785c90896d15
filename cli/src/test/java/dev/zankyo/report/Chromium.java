package dev.zankyo.report;

import static dev.zankyo.report.DevTools.BROWSER;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A browser without a window, for pages in files. It resolves no host name, so nothing leaves this machine. Every page
 * has a DevTools session of its own, so the browser's own requests are not taken for the page's. Not thread-safe.
 */
final class Chromium implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;
    private static final String ADDRESS = "DevTools listening on ";

    private final Process process;
    private final DevTools tools;

    /** The session of the page that was opened last. */
    private String current = BROWSER;

    private Chromium(Path program, Path folder) {
        try {
            process = new ProcessBuilder(
                            program.toString(),
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--hide-scrollbars",
                            "--no-first-run",
                            "--host-resolver-rules=MAP * ~NOTFOUND",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + folder,
                            "about:blank")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tools = new DevTools(address(process.errorReader()));
    }

    /**
     * Returns the address that the browser's log states. A thread reads the log to its end, because otherwise the
     * browser would block.
     */
    private static URI address(BufferedReader log) {
        CompletableFuture<URI> address = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            StringBuilder all = new StringBuilder();
            log.lines().forEach(line -> {
                all.append(line).append('\n');
                if (line.startsWith(ADDRESS)) {
                    address.complete(URI.create(line.substring(ADDRESS.length())));
                }
            });
            address.completeExceptionally(new AssertionError("the browser has ended: " + all));
        });
        try {
            return address.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the browser has not started", e);
        }
    }

    /** Starts the browser of this machine, if there is one on the path; it keeps its own files in the folder. */
    static Optional<Chromium> start(Path folder) {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(entry -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(Path.of(entry)::resolve))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Chromium(program, folder));
    }

    /**
     * The result of opening a page.
     *
     * @param dom the document after its scripts have run, as HTML
     * @param overflow the number of pixels by which the document is wider than the window
     * @param console the page's messages on the console, including errors and violated policies
     * @param requests the URLs that the page requested, successfully or not, except its own and those inside its text
     */
    record Visit(String dom, int overflow, List<String> console, List<String> requests) {}

    /** Opens a page in a window of a size, in the dark or light scheme, and keeps a picture of it. The page stays open. */
    Visit open(Path page, int width, int height, boolean dark, Path picture) {
        String session = session(page, width, height, dark);
        keepPicture(session, picture); // which waits until the page is drawn
        String dom = evaluate(session, "document.documentElement.outerHTML").asText();
        int overflow = evaluate(session, "document.documentElement.scrollWidth - innerWidth")
                .asInt();
        return new Visit(
                dom, overflow, console(session), requests(session, page.toUri().toString()));
    }

    /**
     * Opens a page in a light window, as a user who then runs a script, and returns the script's value as JSON. A promise
     * is awaited.
     */
    JsonNode run(Path page, int width, int height, String script) {
        String session = session(page, width, height, false);
        JsonNode answer = tools.run(
                session,
                "Runtime.evaluate",
                Map.of("expression", script, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(answer.toString());
        }
        return answer.get("result").path("value");
    }

    /** Opens a page and returns its session once it is loaded. */
    private String session(Path page, int width, int height, boolean dark) {
        String url = page.toUri().toString();
        String target = tools.run(BROWSER, "Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asText();
        String session = tools.run(BROWSER, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
            tools.run(session, domain + ".enable", Map.of());
        }
        tools.run(session, "Page.setLifecycleEventsEnabled", Map.of("enabled", true));
        tools.run(
                session,
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        var scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        tools.run(session, "Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
        String loader = tools.run(session, "Page.navigate", Map.of("url", url))
                .get("loaderId")
                .asText();
        tools.event(
                session,
                "Page.lifecycleEvent",
                event -> event.get("name").asText().equals("load")
                        && event.get("loaderId").asText().equals(loader));
        current = session;
        return session;
    }

    private void keepPicture(String session, Path picture) {
        JsonNode taken = tools.run(session, "Page.captureScreenshot", Map.of("format", "png"));
        try {
            Files.write(picture, Base64.getDecoder().decode(taken.get("data").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode evaluate(String session, String expression) {
        var parameters = Map.of("expression", expression, "returnByValue", true, "awaitPromise", true);
        return tools.run(session, "Runtime.evaluate", parameters).path("result").path("value");
    }

    /**
     * Returns the value of a script in the page that was opened last; if it is a promise, what it resolves to. The page's
     * content security policy does not apply to the script.
     */
    JsonNode evaluate(String script) {
        return evaluate(current, script);
    }

    /** Presses a key, such as {@code Tab}, in the page that was opened last. */
    void press(String key, int code) {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            tools.run(
                    current,
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
    }

    /** Changes how the page that was opened last is shown: on the screen or on paper. */
    void showOn(String medium) {
        tools.run(current, "Emulation.setEmulatedMedia", Map.of("media", medium));
    }

    /** Keeps a picture of the page that was opened last. */
    void keepPicture(Path picture) {
        keepPicture(current, picture);
    }

    private List<String> console(String session) {
        return Stream.of("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
                .flatMap(method -> tools.events(session, method))
                .map(JsonNode::toString)
                .toList();
    }

    private List<String> requests(String session, String page) {
        Stream<String> requests = tools.events(session, "Network.requestWillBeSent")
                .map(event -> event.get("request").get("url").asText());
        Stream<String> sockets = tools.events(session, "Network.webSocketCreated")
                .map(event -> event.get("url").asText());
        return Stream.concat(requests, sockets)
                .filter(url -> !url.equals(page) && !url.startsWith("data:"))
                .toList();
    }

    /** Ends the browser, and waits until none of its processes writes into its folder. */
    @Override
    public void close() {
        List<ProcessHandle> processes = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        tools.run(BROWSER, "Browser.close", Map.of());
        tools.close();
        for (ProcessHandle each : processes) {
            try {
                each.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                processes.forEach(ProcessHandle::destroyForcibly);
                throw new AssertionError("the browser has not ended", e);
            }
        }
    }
}
