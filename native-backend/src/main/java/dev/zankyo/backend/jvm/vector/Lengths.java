package dev.zankyo.backend.jvm.vector;

import dev.zankyo.backend.jvm.correlation.CorrelationKernels;
import dev.zankyo.backend.jvm.correlation.KernelsByFilters;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels of {@link VectorCorrelation} for two lengths of vectors. The JIT compiler needs the length as a constant.
 * So {@code VectorCorrelation} is defined once for each length, as a hidden class with its species as class data.
 */
public final class Lengths implements KernelsByFilters {
    private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> HALF = WIDE.vectorBitSize() > 128
            ? VectorSpecies.of(float.class, VectorShape.forBitSize(WIDE.vectorBitSize() / 2))
            : WIDE;

    private final CorrelationKernels wide = define(WIDE);
    private final CorrelationKernels half = define(HALF);

    /**
     * Returns the kernels of half the preferred vector length if two full vectors would have more lanes than there are
     * filters. Each loaded number is then still multiplied with two vectors.
     */
    @Override
    public CorrelationKernels of(int filters) {
        return filters % wide.panel() == 0 || filters % half.panel() != 0 ? wide : half;
    }

    private static CorrelationKernels define(VectorSpecies<Float> species) {
        String name = VectorCorrelation.class.getSimpleName() + ".class";
        try (InputStream in = VectorCorrelation.class.getResourceAsStream(name)) {
            Lookup defined = MethodHandles.lookup().defineHiddenClassWithClassData(in.readAllBytes(), species, true);
            return (CorrelationKernels)
                    defined.lookupClass().getDeclaredConstructor().newInstance();
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("the Vector API's kernels cannot be loaded", e);
        }
    }
}
