package dev.zankyo.backend.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A program cut into phases, and the lifetimes of its tensors. A tensor that is used in one phase only is transient: it
 * needs memory for one chunk of images per worker, not for the whole batch.
 */
public final class Schedule {
    /**
     * The maximum size in bytes of the largest tensor of a chunk. The few tensors in use at a time then stay in a
     * core's second-level cache. The value was found by trying halves and doubles.
     */
    private static final long CHUNK_BYTES = 512 << 10;

    private final Program program;
    private final List<Phase> forward;
    private final List<Phase> backward;
    private final int[] first;
    private final int[] last;

    private Schedule(Program program) {
        this.program = program;
        forward = cut(program.forward());
        backward = cut(program.backward());
        int count = program.tensors().size();
        first = new int[count];
        last = new int[count];
        Arrays.fill(first, Integer.MAX_VALUE);
        Arrays.fill(last, -1);
        List<Phase> all = phases();
        for (int phase = 0; phase < all.size(); phase++) {
            for (Instruction instruction : all.get(phase).instructions()) {
                for (Tensor tensor : instruction.tensors()) {
                    first[tensor.index()] = Math.min(first[tensor.index()], phase);
                    last[tensor.index()] = phase;
                }
            }
        }
        first[program.input().index()] = -1;
        last[program.output().index()] = all.size();
    }

    /** Returns the schedule of a program. */
    public static Schedule of(Program program) {
        return new Schedule(program);
    }

    /** Returns the scheduled program. */
    public Program program() {
        return program;
    }

    /** Returns the phases of the forward pass, in order. */
    public List<Phase> forward() {
        return forward;
    }

    /** Returns the phases of the backward pass, in order; empty for inference. */
    public List<Phase> backward() {
        return backward;
    }

    /** Returns the phases of the forward pass, then those of the backward pass. */
    public List<Phase> phases() {
        List<Phase> all = new ArrayList<>(forward);
        all.addAll(backward);
        return all;
    }

    /**
     * Returns whether a tensor is used in one phase only. Input and output never are: they are filled and read from
     * outside.
     */
    public boolean isTransient(Tensor tensor) {
        return first[tensor.index()] == last[tensor.index()];
    }

    /** Returns the memory plan of the tensors that are not transient, for a batch of {@code batchSize} images. */
    public MemoryPlan residents(int batchSize) {
        long[] bytes = new long[first.length];
        int[] until = last.clone();
        for (Tensor tensor : program.tensors()) {
            bytes[tensor.index()] = Math.multiplyExact(tensor.bytes(), (long) batchSize);
            if (isTransient(tensor)) {
                until[tensor.index()] = Integer.MIN_VALUE;
            }
        }
        return MemoryPlan.of(bytes, first, until);
    }

    /** Returns the memory plan of the transient tensors of a phase, for a chunk of {@code images}. */
    public MemoryPlan transients(Phase phase, int images) {
        long[] bytes = new long[first.length];
        int[] begins = new int[first.length];
        int[] ends = new int[first.length];
        Arrays.fill(begins, Integer.MAX_VALUE);
        Arrays.fill(ends, -1);
        List<Instruction> instructions = phase.instructions();
        for (int time = 0; time < instructions.size(); time++) {
            for (Tensor tensor : instructions.get(time).tensors()) {
                if (isTransient(tensor)) {
                    int i = tensor.index();
                    bytes[i] = Math.multiplyExact(tensor.bytes(), (long) images);
                    begins[i] = Math.min(begins[i], time);
                    ends[i] = time;
                }
            }
        }
        return MemoryPlan.of(bytes, begins, ends);
    }

    private static List<Phase> cut(List<Instruction> instructions) {
        List<Phase> phases = new ArrayList<>();
        List<Instruction> current = new ArrayList<>();
        Set<String> reducing = new HashSet<>();
        for (Instruction instruction : instructions) {
            if (reducing.contains(instruction.node().name())) {
                phases.add(phase(current));
                current.clear();
                reducing.clear();
            }
            current.add(instruction);
            if (instruction.needsBarrier()) {
                reducing.add(instruction.node().name());
            }
        }
        if (!current.isEmpty()) {
            phases.add(phase(current));
        }
        return List.copyOf(phases);
    }

    private static Phase phase(List<Instruction> instructions) {
        long largest = instructions.stream()
                .flatMap(instruction -> instruction.tensors().stream())
                .mapToLong(Tensor::bytes)
                .max()
                .orElse(1);
        return new Phase(instructions, (int) Math.max(1, Math.round((double) CHUNK_BYTES / largest)));
    }
}
