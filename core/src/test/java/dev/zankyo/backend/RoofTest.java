package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RoofTest {

    @Test
    void gigaflops_bfloat16_isTwiceFloat32() {
        Roof roof = new Roof(2, 100, 30);
        assertEquals(100, roof.gigaflops(Precision.FLOAT32));
        assertEquals(200, roof.gigaflops(Precision.BFLOAT16));
    }

    @Test
    void median_ofEachFigure_isItsOwn() {
        Roof low = new Roof(2, 90, 31);
        Roof middle = new Roof(2, 100, 10);
        Roof high = new Roof(2, 140, 30);
        assertEquals(new Roof(2, 100, 30), Roof.median(List.of(high, low, middle)));
        assertEquals(new Roof(2, 95, 20.5), Roof.median(List.of(low, middle)));
    }
}
