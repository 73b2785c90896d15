package dev.zankyo.backend.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoweringTest {
    private final GraphBuilder builder = new GraphBuilder(new Shape(4, 6, 1));

    /** A residual block over a stem, with an identity shortcut or a projection. */
    private Graph block(boolean projection) {
        Node x = builder.conv2d("stem", builder.input(), 8, 3, 1);
        Node y = builder.conv2d("conv1", x, 2, 1, 1);
        y = builder.relu("relu1", builder.batchNorm("bn1", y, 0.9f, 1e-3f));
        y = builder.batchNorm("bn2", builder.conv2d("conv2", y, 8, 3, 1), 0.9f, 1e-3f);
        Node shortcut = projection ? builder.conv2d("skip", x, 8, 1, 1) : x;
        return builder.build(builder.dense("dense", builder.add("add", y, shortcut), 3));
    }

    private static <T extends Instruction> List<T> only(Class<T> kind, List<Instruction> instructions) {
        return instructions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void relu_becomesPartOfItsBatchNorm() {
        Program program = Lowering.training(block(false));
        assertEquals(0, only(Instruction.ReluForward.class, program.forward()).size());
        assertEquals(
                List.of(true, false),
                only(Instruction.BatchNormForward.class, program.forward()).stream()
                        .map(Instruction.BatchNormForward::relu)
                        .toList());
    }

    @Test
    void identityShortcut_isAddedInPlaceOfTheMainPath() {
        Program program = Lowering.training(block(false));
        Instruction.Add add = only(Instruction.Add.class, program.forward()).get(0);
        assertSame(add.a(), add.y());
        assertEquals("bn2", add.y().name());
    }

    @Test
    void projectionShortcut_addsItselfToTheMainPath() {
        Program program = Lowering.training(block(true));
        assertEquals(0, only(Instruction.Add.class, program.forward()).size());
        assertEquals(
                List.of("skip"),
                only(Instruction.Conv2dForward.class, program.forward()).stream()
                        .filter(Instruction.Conv2dForward::accumulate)
                        .map(step -> step.node().name())
                        .toList());
    }

    @Test
    void identityShortcut_gradientGrowsInPlace() {
        Program program = Lowering.training(block(false));
        assertEquals(0, only(Instruction.Copy.class, program.backward()).size());
        var data = only(Instruction.Conv2dBackwardData.class, program.backward());
        assertEquals("conv1", data.get(1).node().name());
        assertTrue(data.get(1).accumulate());
    }

    @Test
    void sharedGradient_isCopiedBeforeItGrowsUnderAnother() {
        Node x = builder.conv2d("stem", builder.input(), 2, 1, 1);
        Node y = builder.conv2d("conv", x, 2, 1, 1);
        Node z = builder.conv2d("late", y, 2, 1, 1);
        // Both summands take the gradient of the sum; y then gets more of it from "late" before x is reached.
        Node sum = builder.add("sum2", builder.add("sum1", x, y), z);
        Program program = Lowering.training(builder.build(sum));
        for (var data : only(Instruction.Conv2dBackwardData.class, program.backward())) {
            assertNotSame(data.dy(), data.dx(), data.node().name());
        }
        assertEquals(1, only(Instruction.Copy.class, program.backward()).size());
    }

    @Test
    void sumOfANodeWithItself_doublesACopy() {
        Node x = builder.conv2d("stem", builder.input(), 2, 1, 1);
        Program program = Lowering.training(builder.build(builder.add("twice", x, x)));
        var copy = only(Instruction.Copy.class, program.backward()).get(0);
        var add = only(Instruction.Add.class, program.backward()).get(0);
        assertSame(copy.y(), add.y());
        assertSame(copy.x(), add.b());
    }

    @Test
    void inputThatNothingTrainedFeeds_getsNoGradient() {
        Program program = Lowering.training(block(false));
        assertTrue(only(Instruction.Conv2dBackwardData.class, program.backward()).stream()
                .noneMatch(step -> step.node().name().equals("stem")));
    }
}
