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
import java.util.regex.Pattern;

/**
 * The record of a finished run, for repeating the run and comparing it with others. {@code run.json} holds its facts,
 * its environment and the digests of its weights; {@code steps.csv} holds the trace, one line per step.
 *
 * @param environment other properties of the machine, by name: Java, system, processor, flags; they are for information
 *     and do not determine the run's bits
 * @param arguments the command's arguments
 * @param facts the facts that determine the run's bits
 * @param trace trace of all steps
 * @param weights fingerprint of the model's weights
 */
public record RunRecord(
        Map<String, String> environment, List<String> arguments, RunFacts facts, Trace trace, String weights) {
    private static final String HEADER = "step,loss,outputs";
    private static final String JVM_OPTIONS = "jvm options";

    /** Options that change how the virtual machine loads classes and prints, but change no result. */
    private static final Pattern WITHOUT_EFFECT = Pattern.compile(
            "(^| )(-Xshare:|-XX:SharedArchiveFile=|-XX:ArchiveClassesAtExit=|-XX:[+-]AutoCreateSharedArchive"
                    + "|-XX:[+-]?AOT|-Xlog|-XX:[+-]IgnoreUnrecognizedVMOptions|-Dzankyo\\.terminal=).*?(?= -|$)");

    public RunRecord {
        environment = new LinkedHashMap<>(environment);
        arguments = List.copyOf(arguments);
    }

    /** Returns the record of a run of this process. */
    public static RunRecord of(TrainingResult result, ComputeBackend backend, RunFacts facts, List<String> arguments) {
        String weights = Fingerprint.of(result.model().weights());
        return new RunRecord(environment(backend), arguments, facts, result.trace(), weights);
    }

    /** Returns the environment of this process. */
    public static Map<String, String> environment(ComputeBackend backend) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put(
                "backend", backend.availability() instanceof Available available ? available.detail() : backend.name());
        environment.put("processor", Processor.model());
        environment.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        environment.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        environment.put(
                JVM_OPTIONS,
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        environment.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        return environment;
    }

    /**
     * Returns the differences between the environment of this run and {@code now}, one line each. Options of the
     * virtual machine that cannot change a result, such as those of class archives, are not compared.
     */
    public List<String> environmentChanges(Map<String, String> now) {
        List<String> changes = new ArrayList<>();
        environment.forEach((name, was) -> {
            String is = now.getOrDefault(name, "unknown");
            boolean same = name.equals(JVM_OPTIONS) ? effective(was).equals(effective(is)) : was.equals(is);
            if (!same) {
                changes.add(name + " differs; was " + was + ", is " + is);
            }
        });
        return changes;
    }

    private static String effective(String jvmOptions) {
        return WITHOUT_EFFECT.matcher(jvmOptions).replaceAll("").strip();
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
        } catch (InputException e) {
            throw e.in(file);
        } catch (IllegalArgumentException e) {
            throw InputException.of(Subject.file(file), e);
        }
    }

    private static Trace trace(List<String> lines, List<String> weights) {
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw InputException.of(Subject.content().line(1), "must be the header of a run's record")
                    .expected(HEADER);
        }
        int steps = lines.size() - 1;
        float[] losses = new float[steps];
        int[] outputs = new int[steps];
        for (int step = 0; step < steps; step++) {
            String line = lines.get(step + 1);
            String[] fields = line.split(",");
            if (fields.length != 3 || !fields[0].equals(Integer.toString(step + 1))) {
                throw malformed(step, line);
            }
            try {
                losses[step] = Float.parseFloat(fields[1]);
                outputs[step] = Integer.parseUnsignedInt(fields[2], 16);
            } catch (NumberFormatException e) {
                throw malformed(step, line).because(e);
            }
        }
        return new Trace(losses, outputs, weights);
    }

    private static InputException malformed(int step, String line) {
        return InputException.of(Subject.content().line(step + 2L), "must be " + HEADER + " of step " + (step + 1))
                .got(FileError.printable(line));
    }

    private static List<String> strings(Map<String, Object> object, String key) {
        List<String> strings = new ArrayList<>();
        if (!(object.get(key) instanceof List<?> elements)) {
            throw InputException.of(Subject.named(key), "must be a list of strings");
        }
        elements.forEach(element -> strings.add(text(element, key)));
        return strings;
    }

    private static Map<String, String> texts(Map<String, Object> object, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (!(object.get(key) instanceof Map<?, ?> fields)) {
            throw InputException.of(Subject.named(key), "must be an object of strings");
        }
        fields.forEach((name, value) -> texts.put(Objects.toString(name), text(value, key)));
        return texts;
    }

    private static String text(Object value, String key) {
        if (!(value instanceof String text)) {
            throw InputException.of(Subject.named(key), "must hold strings only");
        }
        return text;
    }
}
