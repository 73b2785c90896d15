package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Parameter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves whole vectors of parameters between their form at rest and the layouts of a plan, through two places in native
 * memory. Only the order of the numbers changes, never a bit of one.
 */
final class CanonicalForm {
    private final Region canonical = new Region();
    private final Region inLayout = new Region();
    private final List<Draft> toLayout = new ArrayList<>();
    private final List<Draft> toCanonical = new ArrayList<>();
    private final int size;

    private Executable executable;
    private Step[] toLayoutSteps;
    private Step[] toCanonicalSteps;

    CanonicalForm(Compilation compilation, Parameters parameters, Graph graph) {
        size = graph.trainableSize();
        canonical.reserve((long) size * Float.BYTES);
        inLayout.reserve(parameters.values.size());
        for (Node node : graph.nodes()) {
            for (Parameter parameter : node.parameters()) {
                if (parameter.role().trainable()) {
                    Parameters.Place place = parameters.place(parameter);
                    var own = new Binding(place.desc(), inLayout, place.offset());
                    var rest = new Binding(
                            compilation.desc(plainTag(parameter), dims(parameter)),
                            canonical,
                            (long) parameter.offset() * Float.BYTES);
                    toLayout.add(compilation.reorder(node, "load " + parameter.role(), rest, own));
                    toCanonical.add(compilation.reorder(node, "store " + parameter.role(), own, rest));
                }
            }
        }
    }

    private static long[] dims(Parameter parameter) {
        return parameter.shape().stream().mapToLong(Integer::longValue).toArray();
    }

    private static int plainTag(Parameter parameter) {
        return switch (parameter.shape().size()) {
            case 1 -> dnnl_a;
            case 2 -> dnnl_ab;
            case 4 -> dnnl_abcd;
            default -> throw new IllegalStateException(parameter.name() + ": has no plain layout");
        };
    }

    List<Region> regions() {
        return List.of(canonical, inLayout);
    }

    List<Draft> drafts() {
        List<Draft> all = new ArrayList<>(toLayout);
        all.addAll(toCanonical);
        return all;
    }

    void link(Executable executable) {
        this.executable = executable;
        toLayoutSteps = executable.link(toLayout).toArray(Step[]::new);
        toCanonicalSteps = executable.link(toCanonical).toArray(Step[]::new);
    }

    /** Fills a vector in layout from one at rest. */
    void load(float[] source, Region vector) {
        MemorySegment.copy(source, 0, executable.segment(canonical), ValueLayout.JAVA_FLOAT, 0, size);
        executable.run(toLayoutSteps);
        executable.segment(vector).copyFrom(executable.segment(inLayout));
    }

    /** Fills a vector at rest from one in layout. */
    void store(Region vector, float[] destination) {
        executable.segment(inLayout).copyFrom(executable.segment(vector));
        executable.run(toCanonicalSteps);
        MemorySegment.copy(executable.segment(canonical), ValueLayout.JAVA_FLOAT, 0, destination, 0, size);
    }
}
