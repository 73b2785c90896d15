package dev.zankyo.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A connection to a running Chromium by its DevTools protocol. Each page has a session, whose id its commands and
 * events carry. The empty id stands for the browser itself. Not thread-safe.
 */
final class DevTools implements AutoCloseable {
    /** The id of the browser's own session. */
    static final String BROWSER = "";

    private static final long PATIENCE_SECONDS = 120;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;

    /** All messages of the browser, in order; guarded by itself. */
    private final List<JsonNode> messages = new ArrayList<>();

    private int commands;

    /** Connects to the address that the browser prints when it starts. */
    DevTools(URI address) {
        socket = await(client.newWebSocketBuilder().buildAsync(address, new Receiver()));
    }

    /**
     * Runs a command and returns its result.
     *
     * @throws AssertionError if the browser refuses the command or does not answer
     */
    JsonNode run(String session, String method, Map<String, ?> parameters) {
        int id = ++commands;
        ObjectNode command = JSON.createObjectNode().put("id", id).put("method", method);
        command.set("params", JSON.valueToTree(parameters));
        if (!session.equals(BROWSER)) {
            command.put("sessionId", session);
        }
        await(socket.sendText(command.toString(), true));
        JsonNode answer = message(message -> message.path("id").asInt() == id);
        if (!answer.has("result")) {
            throw new AssertionError(command + " was answered by " + answer);
        }
        return answer.get("result");
    }

    /** Returns the parameters of the first event of a session that meets a condition, once there is one. */
    JsonNode event(String session, String method, Predicate<JsonNode> condition) {
        return message(message -> isEvent(message, session, method) && condition.test(message.get("params")))
                .get("params");
    }

    /** Returns the parameters of each event of a session so far, in order. */
    Stream<JsonNode> events(String session, String method) {
        synchronized (messages) {
            return List.copyOf(messages).stream()
                    .filter(message -> isEvent(message, session, method))
                    .map(message -> message.get("params"));
        }
    }

    private static boolean isEvent(JsonNode message, String session, String method) {
        return message.path("method").asText().equals(method)
                && message.path("sessionId").asText(BROWSER).equals(session);
    }

    private JsonNode message(Predicate<JsonNode> condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (messages) {
            for (int next = 0; ; next++) {
                while (next == messages.size()) {
                    awaitMessage(deadline);
                }
                if (condition.test(messages.get(next))) {
                    return messages.get(next);
                }
            }
        }
    }

    private void awaitMessage(long deadline) {
        try {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                throw new AssertionError("the browser does not answer; it has said " + messages);
            }
            messages.wait(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T await(CompletableFuture<T> result) {
        try {
            return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }

    /** A listener that joins the parts of each message. */
    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void add(String message) {
            try {
                JsonNode read = JSON.readTree(message);
                synchronized (messages) {
                    messages.add(read);
                    messages.notifyAll();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
