package dev.zankyo.backend.onednn;

import static dev.zankyo.backend.onednn.DnnlTypes.*;

import dev.zankyo.graph.Node;
import dev.zankyo.graph.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the trainable parameters lie while a plan is compiled. Each vector (values, gradients, Adam's two moments) is a
 * region of the same inner structure: every tensor at its own offset, in the layout in which its gradient is computed, with
 * zeros between. A layout may pad a tensor; the padding is zero in every vector and Adam leaves zeros alone.
 *
 * <p>Primitives that want a convolution's weights in another layout read a copy, which {@link #refreshes} renew after every
 * change.
 */
final class Parameters {
    /** A tensor's place in every vector. */
    record Place(Parameter parameter, long desc, long offset) {}

    private record Copy(Parameter parameter, long desc, boolean transposed, Binding binding) {}

    private final Compilation compilation;
    private final Map<Parameter, Place> places = new HashMap<>();
    private final List<Copy> copyList = new ArrayList<>();
    private final List<Draft> refreshes = new ArrayList<>();

    /** All vectors have this structure; it is that of {@link #values}. */
    final Region values = new Region();

    final Region gradients = new Region();
    final Region firstMoments = new Region();
    final Region secondMoments = new Region();
    final Region copies = new Region();

    Parameters(Compilation compilation) {
        this.compilation = compilation;
    }

    List<Region> regions() {
        return List.of(values, gradients, firstMoments, secondMoments, copies);
    }

    /** Settles the layout of a tensor, once. */
    void place(Parameter parameter, long desc) {
        long bytes = compilation.dnnl.memoryDescGetSize(desc);
        long offset = values.reserve(bytes);
        if (compilation.training) {
            List.of(gradients, firstMoments, secondMoments).forEach(vector -> vector.reserve(bytes));
        }
        Place place = new Place(parameter, desc, offset);
        if (places.putIfAbsent(parameter, place) != null) {
            throw new IllegalStateException(parameter.name() + ": has been placed before");
        }
    }

    /** Settles a vector. */
    void placeVector(Parameter parameter) {
        place(parameter, compilation.desc(dnnl_a, parameter.size()));
    }

    Place place(Parameter parameter) {
        return places.get(parameter);
    }

    Binding value(Parameter parameter) {
        Place place = places.get(parameter);
        return new Binding(place.desc(), values, place.offset());
    }

    Binding gradient(Parameter parameter) {
        Place place = places.get(parameter);
        return new Binding(place.desc(), gradients, place.offset());
    }

    /** The value in the layout wanted: itself if that is its own, else a copy. */
    Binding value(Node node, Parameter parameter, long desc) {
        return copy(node, parameter, value(parameter), desc, false);
    }

    /** The value with its first two axes exchanged, in the layout wanted. */
    Binding transposedValue(Node node, Parameter parameter, long desc) {
        Binding value = value(parameter);
        var transposed = new Binding(compilation.transposed(value.desc()), values, value.offset());
        return copy(node, parameter, transposed, desc, true);
    }

    private Binding copy(Node node, Parameter parameter, Binding original, long desc, boolean transposed) {
        OneDnn dnnl = compilation.dnnl;
        if (dnnl.memoryDescEqual(original.desc(), desc)) {
            return original;
        }
        for (Copy copy : copyList) {
            if (copy.parameter == parameter && copy.transposed == transposed && dnnl.memoryDescEqual(copy.desc, desc)) {
                return copy.binding;
            }
        }
        Binding binding = compilation.reserve(copies, desc);
        copyList.add(new Copy(parameter, desc, transposed, binding));
        refreshes.add(compilation.reorder(
                node, transposed ? "transposed copy of weights" : "copy of weights", original, binding));
        return binding;
    }

    /** The steps that renew all copies. */
    List<Draft> refreshes() {
        return List.copyOf(refreshes);
    }
}
