package dev.zankyo.backend.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.graph.Graph;
import dev.zankyo.graph.GraphBuilder;
import dev.zankyo.graph.Node;
import dev.zankyo.graph.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryPlanTest {
    private static Graph chain(int blocks) {
        GraphBuilder builder = new GraphBuilder(new Shape(5, 7, 3));
        Node x = builder.conv2d("stem", builder.input(), 8, 3, 1);
        for (int i = 0; i < blocks; i++) {
            Node y = builder.relu("relu" + i, builder.batchNorm("bn" + i, x, 0.9f, 1e-3f));
            x = builder.add("add" + i, builder.conv2d("conv" + i, y, 8, 3, 1), x);
        }
        return builder.build(builder.dense("dense", builder.globalAveragePool("pool", x), 4));
    }

    /** Replays the program with one owner a float: nobody may find that another has written over what it still reads. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16})
    void tensorsAliveTogether_neverMeet(int batchSize) {
        Program program = Lowering.training(chain(4));
        MemoryPlan plan = MemoryPlan.of(program, batchSize);
        List<Instruction> all = new ArrayList<>(program.forward());
        all.addAll(program.backward());
        Map<Tensor, Integer> last = new HashMap<>();
        for (int time = 0; time < all.size(); time++) {
            for (Tensor tensor : all.get(time).tensors()) {
                last.put(tensor, time);
            }
        }
        last.put(program.output(), all.size());
        int[] owner = new int[Math.toIntExact(plan.size())];
        int[] alive = new int[owner.length];
        for (int time = 0; time < all.size(); time++) {
            for (Tensor tensor : all.get(time).tensors()) {
                int begin = Math.toIntExact(plan.offset(tensor));
                assertEquals(0, begin % MemoryPlan.ALIGNMENT);
                for (int i = begin; i < begin + tensor.shape().size() * batchSize; i++) {
                    assertTrue(owner[i] == tensor.index() || alive[i] < time || owner[i] == 0 && alive[i] == 0);
                    owner[i] = tensor.index();
                    alive[i] = last.get(tensor);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void inference_needsNoMoreForADeeperNetwork(int batchSize) {
        long shallow = MemoryPlan.of(Lowering.inference(chain(3)), batchSize).size();
        long deep = MemoryPlan.of(Lowering.inference(chain(9)), batchSize).size();
        assertEquals(shallow, deep);
    }
}
