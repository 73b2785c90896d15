package dev.zankyo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.Prediction.Known;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PredictionTest {
    private static final List<String> CLASSES = List.of("bell", "clap", "whistle");

    private static Prediction of(Known known, double... probabilities) {
        return new Prediction(CLASSES, probabilities, known);
    }

    @Test
    void top_ofProbabilities_isBestFirstAndKeepsTheOrderOfEquals() {
        Prediction prediction = of(Known.YES, 0.25, 0.5, 0.25);
        assertEquals(List.of(new ClassProbability("clap", 0.5), new ClassProbability("bell", 0.25)), prediction.top(2));
        assertEquals(3, prediction.top(9).size());
        assertThrows(IllegalArgumentException.class, () -> prediction.top(0));
    }

    @Test
    void label_isTheFirstOfTheMostProbable() {
        assertEquals("bell", of(Known.YES, 0.4, 0.4, 0.2).label());
        assertEquals(0.6, of(Known.YES, 0.3, 0.1, 0.6).probability());
    }

    @Test
    void atLeast_belowTheThresholdOrUnknown_isNone() {
        assertEquals(Optional.of("clap"), of(Known.YES, 0.25, 0.5, 0.25).atLeast(0.5));
        assertEquals(Optional.of("clap"), of(Known.CANNOT_TELL, 0.25, 0.5, 0.25).atLeast(0));
        assertEquals(Optional.empty(), of(Known.YES, 0.25, 0.5, 0.25).atLeast(0.51));
        assertEquals(Optional.empty(), of(Known.NO, 0.25, 0.5, 0.25).atLeast(0));
    }

    @Test
    void toString_saysWhetherTheSoundIsUnknown() {
        assertEquals(
                "clap (50.00 %), bell (25.00 %), whistle (25.00 %)",
                of(Known.CANNOT_TELL, 0.25, 0.5, 0.25).toString());
        assertEquals(
                "unknown sound; the nearest classes are clap (50.00 %), bell (25.00 %), whistle (25.00 %)",
                of(Known.NO, 0.25, 0.5, 0.25).toString());
    }

    @Test
    void probabilities_changedByTheCaller_leaveThePredictionAsItWas() {
        double[] given = {0.25, 0.5, 0.25};
        Prediction prediction = of(Known.YES, given);
        given[0] = 1;
        prediction.probabilities()[1] = 0;
        assertEquals(of(Known.YES, 0.25, 0.5, 0.25), prediction);
        assertNotEquals(of(Known.NO, 0.25, 0.5, 0.25), prediction);
    }

    @Test
    void prediction_withoutAProbabilityForEachClass_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> of(Known.YES, 0.5, 0.5));
    }
}
