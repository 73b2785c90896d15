package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PeakTest {

    @Test
    void gigaflops_bfloat16_isTwiceFloat32() {
        Peak roof = new Peak(2, 100, 30);
        assertEquals(100, roof.gigaflops(Precision.FLOAT32));
        assertEquals(200, roof.gigaflops(Precision.BFLOAT16));
    }

    @Test
    void median_ofEachFigure_isItsOwn() {
        Peak low = new Peak(2, 90, 31);
        Peak middle = new Peak(2, 100, 10);
        Peak high = new Peak(2, 140, 30);
        assertEquals(new Peak(2, 100, 30), Peak.median(List.of(high, low, middle)));
        assertEquals(new Peak(2, 95, 20.5), Peak.median(List.of(low, middle)));
    }
}
