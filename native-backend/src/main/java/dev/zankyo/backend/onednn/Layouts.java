package dev.zankyo.backend.onednn;

import dev.zankyo.backend.engine.ParameterOrder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A reader of layouts and implementations that oneDNN chose. */
@SuppressWarnings("restricted") // the addresses come from the library
final class Layouts {
    private final OneDnn dnnl;

    Layouts(OneDnn dnnl) {
        this.dnnl = dnnl;
    }

    /** Returns the name of a primitive's implementation, such as {@code jit:avx512_core}. */
    String implementation(long primitiveDesc) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ValueLayout.ADDRESS);
            dnnl.primitiveDescQuery(primitiveDesc, DnnlTypes.dnnl_query_impl_info_str, result.address());
            return result.get(ValueLayout.ADDRESS, 0).reinterpret(1024).getString(0);
        }
    }

    /**
     * Returns a blocked layout in the notation of oneDNN's tags. Axes are listed from the slowest to the fastest;
     * {@code a} is the first axis. A capital marks an axis that is cut into blocks; the blocks follow with their sizes.
     * For example, {@code acdb} is NHWC, and {@code ABcd16b16a} a layout of convolution weights. Several tags fit a
     * tensor with an axis of one element.
     */
    String tag(long memoryDesc) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ValueLayout.JAVA_LONG);
            int axes = number(memoryDesc, DnnlTypes.dnnl_query_ndims_s32, result);
            int blocks = number(memoryDesc, DnnlTypes.dnnl_query_inner_nblks_s32, result);
            long[] strides = numbers(memoryDesc, DnnlTypes.dnnl_query_strides, axes, result);
            long[] sizes = numbers(memoryDesc, DnnlTypes.dnnl_query_inner_blks, blocks, result);
            long[] blocked = numbers(memoryDesc, DnnlTypes.dnnl_query_inner_idxs, blocks, result);
            var tag = new StringBuilder();
            IntStream.range(0, axes)
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer axis) -> -strides[axis]))
                    .forEach(axis -> {
                        boolean cut = IntStream.range(0, blocks).anyMatch(block -> blocked[block] == axis);
                        tag.append((char) ((cut ? 'A' : 'a') + axis));
                    });
            for (int block = 0; block < blocks; block++) {
                tag.append(sizes[block]).append((char) ('a' + blocked[block]));
            }
            return tag.toString();
        }
    }

    /** Returns the position of each element of a tensor in a blocked layout, in elements from its start. */
    ParameterOrder.Layout positions(long memoryDesc, List<Integer> shape) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment result = arena.allocate(ValueLayout.JAVA_LONG);
            int axes = number(memoryDesc, DnnlTypes.dnnl_query_ndims_s32, result);
            int blocks = number(memoryDesc, DnnlTypes.dnnl_query_inner_nblks_s32, result);
            long[] strides = numbers(memoryDesc, DnnlTypes.dnnl_query_strides, axes, result);
            long[] sizes = numbers(memoryDesc, DnnlTypes.dnnl_query_inner_blks, blocks, result);
            long[] blocked = numbers(memoryDesc, DnnlTypes.dnnl_query_inner_idxs, blocks, result);
            long[] rest = new long[axes];
            return i -> {
                for (int axis = axes - 1, left = i; axis >= 0; axis--) {
                    rest[axis] = left % shape.get(axis);
                    left /= shape.get(axis);
                }
                long position = 0;
                long stride = 1;
                for (int block = blocks - 1; block >= 0; block--) { // the last block is the fastest
                    int axis = (int) blocked[block];
                    position += rest[axis] % sizes[block] * stride;
                    rest[axis] /= sizes[block];
                    stride *= sizes[block];
                }
                for (int axis = 0; axis < axes; axis++) {
                    position += rest[axis] * strides[axis];
                }
                return Math.toIntExact(position);
            };
        }
    }

    private int number(long memoryDesc, int what, MemorySegment result) {
        dnnl.memoryDescQuery(memoryDesc, what, result.address());
        return result.get(ValueLayout.JAVA_INT, 0);
    }

    private long[] numbers(long memoryDesc, int what, int count, MemorySegment result) {
        dnnl.memoryDescQuery(memoryDesc, what, result.address());
        return MemorySegment.ofAddress(result.get(ValueLayout.JAVA_LONG, 0))
                .reinterpret((long) count * Long.BYTES)
                .toArray(ValueLayout.JAVA_LONG);
    }
}
