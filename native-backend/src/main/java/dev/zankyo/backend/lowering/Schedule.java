package dev.zankyo.backend.lowering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A program cut into phases. A tensor that lives in one phase only is transient: it needs room for the images that go through
 * together, not for the batch.
 */
public final class Schedule {
    /**
     * About what the tensors of a chunk may take each, so that the few of them at work at a time stay in a core's second
     * level cache. Found by trying halves and doubles.
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

    public static Schedule of(Program program) {
        return new Schedule(program);
    }

    public Program program() {
        return program;
    }

    public List<Phase> forward() {
        return forward;
    }

    public List<Phase> backward() {
        return backward;
    }

    /** The way there, then the way back. */
    public List<Phase> phases() {
        List<Phase> all = new ArrayList<>(forward);
        all.addAll(backward);
        return all;
    }

    /** Whether a tensor lives in one phase only. The input and the output never do: they are filled and read from outside. */
    public boolean isTransient(Tensor tensor) {
        return first[tensor.index()] == last[tensor.index()];
    }

    /** Where the tensors that are not transient lie, for a batch. */
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

    /** Where the transient tensors of a phase lie, for a chunk of {@code images}. */
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
        List<Instruction> open = new ArrayList<>();
        Set<String> meeting = new HashSet<>();
        for (Instruction instruction : instructions) {
            if (meeting.contains(instruction.node().name())) {
                phases.add(phase(open));
                open.clear();
                meeting.clear();
            }
            open.add(instruction);
            if (instruction.meets()) {
                meeting.add(instruction.node().name());
            }
        }
        if (!open.isEmpty()) {
            phases.add(phase(open));
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
