package dev.zankyo.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.backend.Peak;
import dev.zankyo.backend.Precision;
import dev.zankyo.backend.reference.ReferenceBackend;
import dev.zankyo.graph.Flops;
import dev.zankyo.model.ResNet;
import dev.zankyo.model.ResNetConfig;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WorkloadTest {
    private static BenchCase one(Mode mode) {
        return new BenchCase("reference", mode, 1, 1, Precision.FLOAT32);
    }

    @ParameterizedTest
    @EnumSource
    void step_eachMode_computesUntilClosed(Mode mode) {
        ComputeBackend backend = new ReferenceBackend();
        Workload workload = Workload.of(backend, one(mode));
        workload.step();
        workload.close();
        assertThrows(IllegalStateException.class, workload::step);
    }

    @Test
    void flops_ofModes_areTheGraphs() {
        var graph = ResNet.graph(ResNetConfig.original(8));
        assertEquals(Flops.training(graph), one(Mode.TRAINING).flops());
        assertEquals(Flops.forward(graph), one(Mode.INFERENCE).flops());
    }

    @Test
    void roof_ofACase_isOperationsASecondByThoseOfASample() {
        BenchCase what = one(Mode.INFERENCE);
        Peak roof = new Peak(1, what.flops() * 1e-9 * 50, 10);
        assertEquals(50, BenchRow.roofSamplesPerSecond(what, roof), 1e-9);
        assertEquals(OptionalDouble.of(0.5), new BenchRow(what, 25, 40, 41, OptionalDouble.of(50), 100).roofShare());
        assertEquals(OptionalDouble.empty(), new BenchRow(what, 25, 40, 41, OptionalDouble.empty(), 100).roofShare());
    }

    @Test
    void cases_names_areForPeople() {
        assertEquals("reference training, batch 1, float32", one(Mode.TRAINING).toString());
    }
}
