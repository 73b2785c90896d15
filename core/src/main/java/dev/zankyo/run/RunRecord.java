package dev.zankyo.run;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.Processor;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.io.FileError;
import dev.zankyo.io.Json;
import dev.zankyo.train.Fingerprint;
import dev.zankyo.train.Trace;
import dev.zankyo.train.TrainingResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A finished run's account of itself, such that it can be repeated and compared: {@code run.json} says on what and with what
 * it ran and gives the digests, {@code steps.csv} has the trace, a line a step.
 *
 * @param environment what else ran it, by name: Java, system, processor, flags; no promise hangs on these
 * @param arguments of the command
 * @param facts what decides its bits
 * @param trace of all its steps
 * @param weights fingerprint of the model's weights
 */
public record RunRecord(
        Map<String, String> environment, List<String> arguments, RunFacts facts, Trace trace, String weights) {
    private static final String HEADER = "step,loss,outputs";

    public RunRecord {
        environment = new LinkedHashMap<>(environment);
        arguments = List.copyOf(arguments);
    }

    /** The record of a run of this process. */
    public static RunRecord of(TrainingResult result, ComputeBackend backend, RunFacts facts, List<String> arguments) {
        String weights = Fingerprint.of(result.model().weights());
        return new RunRecord(environment(backend), arguments, facts, result.trace(), weights);
    }

    /** What this process runs on. */
    public static Map<String, String> environment(ComputeBackend backend) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(
                "backend", backend.availability() instanceof Available available ? available.detail() : backend.name());
        environment.put("processor", Processor.model());
        environment.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        environment.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        environment.put(
                "jvm options",
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        environment.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        return environment;
    }

    void write(Path json, Path steps) {
        AtomicFile.write(steps, out -> {
            out.write((HEADER + "\n").getBytes(StandardCharsets.US_ASCII));
            for (int step = 0; step < trace.steps(); step++) {
                String line = step + 1 + "," + trace.loss(step) + "," + Integer.toHexString(trace.outputs(step)) + "\n";
                out.write(line.getBytes(StandardCharsets.US_ASCII));
            }
        });
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("environment", environment);
        object.put("arguments", arguments);
        object.put("facts", facts.values());
        object.put("platform", facts.platform().values());
        object.put("weights_per_epoch", trace.weights());
        object.put("weights", weights);
        AtomicFile.write(json, out -> out.write(Json.text(object).getBytes(StandardCharsets.UTF_8)));
    }

    static RunRecord read(Path json, Path steps) {
        Map<String, Object> object = reading(json, () -> Json.object(Files.readString(json), Integer.MAX_VALUE));
        List<String> weights = reading(json, () -> strings(object, "weights_per_epoch"));
        Trace trace = reading(steps, () -> trace(Files.readAllLines(steps), weights));
        return reading(
                json,
                () -> new RunRecord(
                        texts(object, "environment"),
                        strings(object, "arguments"),
                        new RunFacts(texts(object, "facts"), new Platform(texts(object, "platform"))),
                        trace,
                        text(object.get("weights"), "weights")));
    }

    private interface Reading<T> {
        T get() throws IOException;
    }

    private static <T> T reading(Path file, Reading<T> content) {
        try {
            return content.get();
        } catch (IOException e) {
            throw InputException.of(Subject.file(file), "could not be read; " + FileError.reason(e))
                    .because(e);
        } catch (IllegalArgumentException e) {
            throw InputException.of(
                            Subject.file(file),
                            "must be a run's record; " + FileError.printable(String.valueOf(e.getMessage())))
                    .because(e);
        }
    }

    private static Trace trace(List<String> lines, List<String> weights) {
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IllegalArgumentException("expected the first line " + HEADER);
        }
        int steps = lines.size() - 1;
        float[] losses = new float[steps];
        int[] outputs = new int[steps];
        for (int step = 0; step < steps; step++) {
            String[] fields = lines.get(step + 1).split(",");
            if (fields.length != 3 || !fields[0].equals(Integer.toString(step + 1))) {
                throw new IllegalArgumentException(
                        "expected " + HEADER + " of step " + (step + 1) + ", got " + lines.get(step + 1));
            }
            losses[step] = Float.parseFloat(fields[1]);
            outputs[step] = Integer.parseUnsignedInt(fields[2], 16);
        }
        return new Trace(losses, outputs, weights);
    }

    private static List<String> strings(Map<String, Object> object, String key) {
        List<String> strings = new ArrayList<>();
        if (!(object.get(key) instanceof List<?> elements)) {
            throw new IllegalArgumentException(key + " must be a list of strings");
        }
        elements.forEach(element -> strings.add(text(element, key)));
        return strings;
    }

    private static Map<String, String> texts(Map<String, Object> object, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (!(object.get(key) instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException(key + " must be an object of strings");
        }
        fields.forEach((name, value) -> texts.put(Objects.toString(name), text(value, key)));
        return texts;
    }

    private static String text(Object value, String key) {
        if (!(value instanceof String text)) {
            throw new IllegalArgumentException(key + " must be of strings");
        }
        return text;
    }
}
