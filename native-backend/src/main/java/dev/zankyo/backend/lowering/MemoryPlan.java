package dev.zankyo.backend.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where each tensor of a program lies in one slab. Tensors that are never alive at once may share a place; a tensor is
 * alive from the first instruction that names it to the last, the output to the end.
 *
 * <p>Offsets are found greedily, the largest tensor first, each at the lowest place where it meets no tensor alive with it
 * (the "greedy by size" strategy of Pisarchyk and Lee, 2020).
 */
public final class MemoryPlan {
    /** Every tensor begins at a multiple of this many floats: a cache line. */
    public static final int ALIGNMENT = 16;

    private final long[] offsets;
    private final long size;

    private MemoryPlan(long[] offsets, long size) {
        this.offsets = offsets;
        this.size = size;
    }

    /** Where the tensor begins, in floats from the slab's start. */
    public long offset(Tensor tensor) {
        return offsets[tensor.index()];
    }

    /** The slab's length in floats. */
    public long size() {
        return size;
    }

    /** The plan for a batch size. */
    public static MemoryPlan of(Program program, int batchSize) {
        int count = program.tensors().size();
        int[] first = new int[count];
        int[] last = new int[count];
        Arrays.fill(first, Integer.MAX_VALUE);
        List<Instruction> all = new ArrayList<>(program.forward());
        all.addAll(program.backward());
        for (int time = 0; time < all.size(); time++) {
            for (Tensor tensor : all.get(time).tensors()) {
                first[tensor.index()] = Math.min(first[tensor.index()], time);
                last[tensor.index()] = time;
            }
        }
        first[program.input().index()] = 0;
        last[program.output().index()] = all.size();

        long[] lengths = new long[count];
        for (Tensor tensor : program.tensors()) {
            long floats = Math.multiplyExact((long) tensor.shape().size(), batchSize);
            lengths[tensor.index()] = (floats + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }
        List<Tensor> bySize = new ArrayList<>(program.tensors());
        bySize.sort(Comparator.comparingLong((Tensor tensor) -> lengths[tensor.index()])
                .reversed());

        long[] offsets = new long[count];
        long size = 0;
        List<Integer> placed = new ArrayList<>();
        for (Tensor tensor : bySize) {
            int t = tensor.index();
            long offset = 0;
            for (int other : placed) { // in the order of their offsets
                boolean together = first[other] <= last[t] && first[t] <= last[other];
                if (together && offsets[other] < offset + lengths[t] && offset < offsets[other] + lengths[other]) {
                    offset = offsets[other] + lengths[other];
                }
            }
            offsets[t] = offset;
            placed.add(t);
            placed.sort(Comparator.comparingLong(p -> offsets[p]));
            size = Math.max(size, offset + lengths[t]);
        }
        return new MemoryPlan(offsets, size);
    }
}
