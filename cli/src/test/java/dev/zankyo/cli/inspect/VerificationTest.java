package dev.zankyo.cli.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private final Verification verification = new Verification();

    @Test
    void result_allAgree_isOneLine() {
        verification.add("onednn", List.of("loss  1e-7  ok", "dense  2e-7  ok"));
        verification.add("java", List.of());
        assertEquals("verified: onednn agrees with java (2 checks ok)", verification.result());
        verification.add("onednn-ffm", List.of("loss  1e-7  ok"));
        assertEquals("verified: onednn, onednn-ffm agree with java (3 checks ok)", verification.result());
        assertFalse(verification.failed());
    }

    @Test
    void result_oneIsWrong_isNamedFirst() {
        verification.add("onednn", List.of("loss  1e-7  ok"));
        verification.add("onednn-ffm", List.of("loss  1e-7  ok", "dense  1e+0  WRONG"));
        assertEquals("not verified: onednn-ffm failed 1 of 2 checks; ok: onednn", verification.result());
        assertTrue(verification.failed());
    }

    @Test
    void result_nothingToCompare_saysSo() {
        verification.add("java", List.of());
        assertEquals("verified: no native backend is available to be compared with java", verification.result());
    }
}
