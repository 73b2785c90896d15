package dev.zankyo.backend.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.backend.Precision;
import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Op;
import dev.zankyo.graph.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that lowered programs compute their graphs, and that each decision of the lowering is taken where it may be. */
class LoweringTest {
    private static final int GRAPHS = 1000;

    private final GraphBuilder builder = new GraphBuilder(new Shape(4, 6, 8));

    @ParameterizedTest
    @EnumSource
    void randomGraphs_training_computesTheGraph(Precision precision) {
        for (long seed = 0; seed < GRAPHS; seed++) {
            Graph graph = RandomGraphs.of(seed);
            Interpreter.assertComputes("graph " + seed, graph, Lowering.training(graph, precision), true);
        }
    }

    @ParameterizedTest
    @EnumSource
    void randomGraphs_inference_computesTheGraph(Precision precision) {
        for (long seed = 0; seed < GRAPHS; seed++) {
            Graph graph = RandomGraphs.of(seed);
            Interpreter.assertComputes("graph " + seed, graph, Lowering.inference(graph, precision), false);
        }
    }

    /** Returns the instructions of a kind. */
    private static <T extends Instruction> List<T> only(Class<T> kind, List<Instruction> instructions) {
        return instructions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static <T extends Instruction> T of(Node node, Class<T> kind, List<Instruction> instructions) {
        List<T> found = only(kind, instructions).stream()
                .filter(instruction -> instruction.node() == node)
                .toList();
        assertEquals(1, found.size(), kind.getSimpleName() + " of " + node.name());
        return found.get(0);
    }

    private static Program training(Graph graph) {
        return Lowering.training(graph, Precision.FLOAT32);
    }

    private static Program inference(Graph graph) {
        return Lowering.inference(graph, Precision.FLOAT32);
    }

    private Node conv(String name, Node x) {
        return builder.conv2d(name, x, 8, 1, 1);
    }

    private Node norm(String name, Node x) {
        return builder.batchNorm(name, x, 0.9f, 1e-3f);
    }

    /** Returns the main path of a residual block: conv1, bn1, relu1, conv2, bn2. */
    private Node mainPath(Node x) {
        Node y = builder.relu("relu1", norm("bn1", conv("conv1", x)));
        return norm("bn2", conv("conv2", y));
    }

    private Graph head(Node x) {
        return builder.build(builder.dense("dense", builder.globalAveragePool("pool", x), 3));
    }

    @Test
    void relu_afterBatchNorm_isFused() {
        Node bn = norm("bn", conv("conv", builder.input()));
        Program program = training(head(builder.relu("relu", bn)));
        assertTrue(of(bn, Instruction.BatchNormForward.class, program.forward()).relu());
        assertTrue(
                of(bn, Instruction.BatchNormBackward.class, program.backward()).relu());
        assertEquals(List.of(), only(Instruction.ReluForward.class, program.forward()));
        assertEquals(List.of(), only(Instruction.ReluBackward.class, program.backward()));
    }

    @Test
    void relu_afterBatchNormReadTwice_isSeparate() {
        Node bn = norm("bn", conv("conv", builder.input()));
        Program program = training(head(builder.add("add", builder.relu("relu", bn), bn)));
        assertEquals(1, only(Instruction.ReluForward.class, program.forward()).size());
    }

    @Test
    void inference_batchNormAndRelu_becomePartOfTheConvolution() {
        Node conv = conv("conv", builder.input());
        Node bn = norm("bn", conv);
        Program program = inference(head(builder.relu("relu", bn)));
        var forward = of(conv, Instruction.Conv2dForward.class, program.forward());
        assertSame(bn, forward.folded());
        assertTrue(forward.relu());
        assertEquals(3, program.forward().size());
    }

    @Test
    void inference_batchNormOfAConvolutionReadTwice_isNotFolded() {
        Node conv = conv("conv", builder.input());
        Program program = inference(head(builder.add("add", builder.relu("relu", norm("bn", conv)), conv)));
        assertNull(of(conv, Instruction.Conv2dForward.class, program.forward()).folded());
        assertEquals(List.of(), only(Instruction.BatchNormStatistics.class, program.forward()));
    }

    @Test
    void inference_lastConvolutionOfABlock_addsToTheShortcutInPlace() {
        Node stem = conv("stem", builder.input());
        Node bn2 = mainPath(stem);
        Program program = inference(head(builder.add("add", bn2, stem)));
        var conv2 = of(bn2.input(), Instruction.Conv2dForward.class, program.forward());
        assertTrue(conv2.accumulate());
        assertSame(of(stem, Instruction.Conv2dForward.class, program.forward()).y(), conv2.y());
        assertEquals(List.of(), only(Instruction.Add.class, program.forward()));
    }

    @Test
    void inference_shortcutThatIsReadLater_isNotAddedTo() {
        Node stem = conv("stem", builder.input());
        Node add = builder.add("add", mainPath(stem), stem);
        Program program = inference(head(builder.add("later", add, builder.relu("relu", stem))));
        assertTrue(only(Instruction.Conv2dForward.class, program.forward()).stream()
                .noneMatch(Instruction.Conv2dForward::accumulate));
    }

    @Test
    void inference_summandStillReadByABatchNormThatIsPartOfALaterSum_isNotOverwritten() {
        Node a = conv("a", builder.input());
        Node c = builder.relu("c", a);
        Node bn = norm("bn", a);
        Node first = builder.add("first", a, c);
        Program program = inference(head(builder.add("outer", first, builder.add("second", bn, c))));
        assertNotSame(
                of(a, Instruction.Conv2dForward.class, program.forward()).y(),
                of(first, Instruction.Add.class, program.forward()).y());
    }

    @Test
    void training_projection_addsItselfToTheMainPath() {
        Node stem = conv("stem", builder.input());
        Node bn2 = mainPath(stem);
        Node skip = conv("skip", stem);
        Program program = training(head(builder.add("add", bn2, skip)));
        assertTrue(of(skip, Instruction.Conv2dForward.class, program.forward()).accumulate());
        assertSame(
                of(bn2, Instruction.BatchNormForward.class, program.forward()).y(),
                of(skip, Instruction.Conv2dForward.class, program.forward()).y());
        assertEquals(List.of(), only(Instruction.Add.class, program.forward()));
    }

    /** A residual block whose shortcut is the block's input. By default the backward pass restores the shortcut. */
    private record Block(Node shortcut, Node bn, Node sum) {}

    private Block identityBlock(Node x) {
        Node bn2 = mainPath(x);
        return new Block(x, bn2, builder.add("add", bn2, x));
    }

    private static void assertRestored(boolean expected, Program program, Node bn) {
        var forward = program.forward().stream()
                .filter(instruction -> instruction.node() == bn)
                .filter(Instruction.BatchNormForward.class::isInstance)
                .map(Instruction.BatchNormForward.class::cast)
                .findFirst()
                .orElseThrow();
        Tensor restored =
                of(bn, Instruction.BatchNormBackward.class, program.backward()).sum();
        if (expected) {
            assertSame(forward.residual(), forward.y());
            assertSame(forward.y(), restored);
        } else {
            assertNull(restored);
        }
    }

    @Test
    void training_identityShortcut_isAddedToInPlaceAndRestored() {
        Block block = identityBlock(conv("stem", builder.input()));
        Program program = training(head(block.sum));
        assertRestored(true, program, block.bn);
        assertEquals(List.of(), only(Instruction.Add.class, program.forward()));
    }

    @Test
    void training_twoSumsInAChain_areBothRestoredInOneTensor() {
        Block first = identityBlock(conv("stem", builder.input()));
        Node bn4 = norm("bn4", conv("conv4", builder.relu("relu3", norm("bn3", conv("conv3", first.sum)))));
        Program program = training(head(builder.add("add2", bn4, first.sum)));
        assertRestored(true, program, first.bn);
        assertRestored(true, program, bn4);
        assertSame(
                of(first.bn, Instruction.BatchNormBackward.class, program.backward())
                        .sum(),
                of(bn4, Instruction.BatchNormBackward.class, program.backward()).sum());
    }

    @Test
    void training_reluAsShortcut_isKept() {
        Block block = identityBlock(builder.relu("relu", conv("stem", builder.input())));
        Program program = training(head(block.sum));
        assertRestored(false, program, block.bn);
        var forward = of(block.bn, Instruction.BatchNormForward.class, program.forward());
        assertNotSame(forward.residual(), forward.y());
    }

    @Test
    void training_bfloat16_isKept() {
        Block block = identityBlock(conv("stem", builder.input()));
        assertRestored(false, Lowering.training(head(block.sum), Precision.BFLOAT16), block.bn);
    }

    @Test
    void training_shortcutThatIsReadLater_isKept() {
        Block block = identityBlock(conv("stem", builder.input()));
        Program program = training(head(builder.add("later", block.sum, builder.relu("relu", block.shortcut))));
        assertRestored(false, program, block.bn);
    }

    /** In the backward pass, the reader comes before the normalization, which would restore the shortcut. */
    @Test
    void training_shortcutReadBetweenNormAndSum_isKept() {
        Node stem = conv("stem", builder.input());
        Node bn = mainPath(stem);
        Node between = conv("between", stem);
        Node sum = builder.add("add", bn, stem);
        assertRestored(false, training(head(builder.add("later", sum, between))), bn);
    }

    /** The reader comes before the normalization, but its output is recomputed for a later reader. */
    @Test
    void training_shortcutWhoseNormalizationIsReadAfterwards_isKept() {
        Node stem = conv("stem", builder.input());
        Node preactivation = builder.relu("pre.relu", norm("pre.bn", stem));
        Node bn = mainPath(stem);
        Node late = conv("late", preactivation);
        Node sum = builder.add("add", bn, stem);
        assertRestored(false, training(head(builder.add("later", sum, late))), bn);
    }

    /** After the sum is rounded, another element could be the maximum. */
    @Test
    void training_shortcutThatAMaxPoolReads_isKept() {
        Node stem = conv("stem", builder.input());
        Node pool = builder.maxPool("max", stem, new Op.MaxPool(3, 3, 1));
        Block block = identityBlock(stem);
        assertRestored(false, training(head(builder.add("later", block.sum, pool))), block.bn);
    }

    @Test
    void training_sumThatIsTheOutput_isKept() {
        Block block = identityBlock(conv("stem", builder.input()));
        assertRestored(false, training(builder.build(block.sum)), block.bn);
    }

    @Test
    void training_normalizedActivation_isRecomputedForTheWeightsGradient() {
        Node stem = conv("stem", builder.input());
        Node relu = builder.relu("relu", norm("bn", stem));
        Node conv = conv("conv", relu);
        Program program = training(head(conv));
        var again = of(relu.input(), Instruction.BatchNormForward.class, program.backward());
        var weights = of(conv, Instruction.Conv2dBackwardWeights.class, program.backward());
        assertTrue(again.relu());
        assertSame(again.y(), weights.x());
        assertNotSame(
                of(conv, Instruction.Conv2dForward.class, program.forward()).x(), weights.x());
    }

    @Test
    void training_activationOfNoNormalization_isKeptForTheWeightsGradient() {
        Node conv = conv("conv", builder.relu("relu", conv("stem", builder.input())));
        Program program = training(head(conv));
        assertEquals(List.of(), only(Instruction.BatchNormForward.class, program.backward()));
        assertSame(
                of(conv, Instruction.Conv2dForward.class, program.forward()).x(),
                of(conv, Instruction.Conv2dBackwardWeights.class, program.backward())
                        .x());
    }

    @Test
    void identityShortcut_gradientGrowsInPlace() {
        Block block = identityBlock(conv("stem", builder.input()));
        Program program = training(head(block.sum));
        assertEquals(List.of(), only(Instruction.Copy.class, program.backward()));
        assertEquals(
                List.of(false, true),
                only(Instruction.Conv2dBackwardData.class, program.backward()).stream()
                        .map(Instruction.Conv2dBackwardData::accumulate)
                        .toList());
    }

    @Test
    void sharedGradient_isCopiedBeforeItGrowsUnderAnother() {
        Node x = conv("stem", builder.input());
        Node y = conv("conv", x);
        Node z = conv("late", y);
        // Both summands share the gradient of the sum. Then the gradient from "late" is added to that of y, before x is
        // reached.
        Node sum = builder.add("sum2", builder.add("sum1", x, y), z);
        Program program = training(builder.build(sum));
        assertEquals(1, only(Instruction.Copy.class, program.backward()).size());
    }

    @Test
    void sumOfANodeWithItself_doublesACopy() {
        Node x = conv("stem", builder.input());
        Program program = training(builder.build(builder.add("twice", x, x)));
        var copy = only(Instruction.Copy.class, program.backward()).get(0);
        var add = only(Instruction.Add.class, program.backward()).get(0);
        assertSame(copy.y(), add.y());
        assertSame(copy.x(), add.b());
    }

    @Test
    void inputThatNothingTrainedFeeds_getsNoGradient() {
        Node stem = conv("stem", builder.input());
        Program program = training(head(identityBlock(stem).sum));
        assertTrue(only(Instruction.Conv2dBackwardData.class, program.backward()).stream()
                .noneMatch(instruction -> instruction.node() == stem));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bfloat16_endsAtThePool(boolean training) {
        Graph graph = head(conv("stem", builder.input()));
        Program program =
                training ? Lowering.training(graph, Precision.BFLOAT16) : Lowering.inference(graph, Precision.BFLOAT16);
        for (Tensor tensor : program.tensors()) {
            boolean small = tensor.shape().height() == 1;
            assertEquals(small ? Precision.FLOAT32 : Precision.BFLOAT16, tensor.precision(), tensor.name());
        }
    }
}
