package dev.zankyo.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.Arrays;
import org.bytedeco.dnnl.global.dnnl;
import org.junit.jupiter.api.Test;

class DnnlTypesTest {
    @Test
    void values_areThoseOfThePresetsHeader() {
        Field[] values = DnnlTypes.class.getFields();
        assertTrue(values.length > 40, "found " + values.length);
        assertAll(Arrays.stream(values)
                .map(field -> () -> assertEquals(
                        dnnl.class.getField(field.getName()).getInt(null), field.getInt(null), field.getName())));
    }

    @Test
    void instructionSets_areThoseOfThePresetsHeader() {
        assertAll(Arrays.stream(CpuIsa.values()).map(isa -> () -> {
            String name = isa.name().toLowerCase(java.util.Locale.ROOT);
            String ofHeader = name.equals("avx512_core_fp16") ? "avx10_1_512" : name;
            int expected = dnnl.class.getField("dnnl_cpu_isa_" + ofHeader).getInt(null);
            assertEquals(name, CpuIsa.name(expected));
        }));
    }
}
