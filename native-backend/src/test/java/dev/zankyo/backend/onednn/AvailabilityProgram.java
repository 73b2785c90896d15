package dev.zankyo.backend.onednn;

import dev.zankyo.InputException;
import dev.zankyo.backend.Availability.Available;
import dev.zankyo.backend.Availability.Unavailable;
import dev.zankyo.backend.Backends;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.InferenceSpec;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program that asks the named backends for their availability and computes with the available ones. For an
 * unavailable backend it also prints the messages that a user gets who asks for {@code auto} or for that backend. At
 * the end it lists the mapped libraries.
 */
final class AvailabilityProgram {
    private AvailabilityProgram() {}

    public static void main(String[] names) throws IOException {
        for (String name : names) {
            ComputeBackend backend = name.equals("onednn") ? new OneDnnJavaCppBackend() : new OneDnnFfmBackend();
            switch (backend.availability()) {
                case Available available -> {
                    compute(backend);
                    System.out.println("available " + available.detail());
                }
                case Unavailable unavailable -> {
                    System.out.println("unavailable " + unavailable.reason() + " (" + unavailable.remedy() + ")");
                    System.out.println("auto " + Backends.select(Backends.AUTO).reason());
                    System.out.println("named " + refusal(name));
                }
            }
        }
        try (var maps = Files.lines(Path.of("/proc/self/maps"))) {
            maps.filter(line -> line.contains("r-xp") && line.contains(".so"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))).getFileName())
                    .forEach(file -> System.out.println("mapped " + file));
        }
    }

    private static String refusal(String name) {
        try {
            return "given: " + Backends.select(name).reason();
        } catch (InputException e) { // the command line exits with code 2 here
            return e.getMessage();
        }
    }

    private static void compute(ComputeBackend backend) {
        var builder = new GraphBuilder(new Shape(5, 7, 1));
        var graph = builder.build(builder.conv2d("conv", builder.input(), 4, 3, 1));
        try (var plan = backend.compileInference(graph, InferenceSpec.of(2, 2))) {
            plan.run(new float[2 * 5 * 7], new float[2 * 5 * 7 * 4]);
        }
    }
}
