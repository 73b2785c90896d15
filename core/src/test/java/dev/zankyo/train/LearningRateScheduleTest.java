package dev.zankyo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.train.LearningRateSchedule.Constant;
import dev.zankyo.train.LearningRateSchedule.Cosine;
import dev.zankyo.train.LearningRateSchedule.Original;
import dev.zankyo.train.LearningRateSchedule.StepDecay;
import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
    @Test
    void original_tenEpochs_isKeras() {
        double[] byEpoch = {0.01, 0.01, 0.01, 0.01 / 3, 0.01 / 3, 0.01 / 9, 0.01 / 9, 0.01 / 9, 0.01 / 27, 0.01 / 27};
        var schedule = new Original(0.01, 45);
        for (int step = 0; step < 450; step++) {
            assertEquals((float) byEpoch[step / 45], schedule.at(step), "step " + step);
        }
        assertEquals(0.0033333f, schedule.at(3 * 45), 5e-8f);
        assertEquals(0.00037037f, schedule.at(449), 5e-9f);
        assertEquals((float) (0.01 / 81), schedule.at(450));
    }

    @Test
    void original_farBeyond_goesToZero() {
        assertEquals(0, new Original(0.01, 1).at(1L << 40));
    }

    @Test
    void constant_isTheRate() {
        assertEquals(0.002f, new Constant(0.002).at(0));
        assertEquals(0.002f, new Constant(0.002).at(Long.MAX_VALUE));
    }

    @Test
    void stepDecay_multipliesAfterEverySoManySteps() {
        var schedule = new StepDecay(0.8, 0.5, 100);
        assertEquals(0.8f, schedule.at(0));
        assertEquals(0.8f, schedule.at(99));
        assertEquals(0.4f, schedule.at(100));
        assertEquals(0.4f, schedule.at(199));
        assertEquals(0.1f, schedule.at(300));
    }

    @Test
    void cosine_defaultRecipe_risesThreeEpochsAndFallsToZero() {
        var schedule = Cosine.ofEpochs(0.003, 3, 25, 45);
        assertEquals(new Cosine(0.003, 135, 1125), schedule);
        for (int step = 0; step < 135; step++) {
            assertEquals((float) (0.003 * (step + 1) / 135), schedule.at(step), "step " + step);
        }
        assertEquals(0.003f, schedule.at(134));
        assertEquals(0.003f, schedule.at(135));
        assertEquals(0.0015f, schedule.at(135 + 990 / 2));
        assertEquals((float) (0.003 * (2 + Math.sqrt(2)) / 4), schedule.at(0 + 135 + 990 / 4), 5e-6f);
        for (int step = 136; step < 1125; step++) {
            assertTrue(schedule.at(step) < schedule.at(step - 1), "step " + step);
        }
        assertTrue(schedule.at(1124) > 0 && schedule.at(1124) < 1e-7f, "last " + schedule.at(1124));
        assertEquals(0, schedule.at(1125));
        assertEquals(0, schedule.at(Long.MAX_VALUE));
    }

    @Test
    void cosine_shortRun_warmsUpForHalfOfIt() {
        assertEquals(new Cosine(0.003, 22, 45), Cosine.ofEpochs(0.003, 3, 1, 45));
        assertEquals(new Cosine(0.003, 0, 1), Cosine.ofEpochs(0.003, 3, 1, 1));
        assertEquals(0.003f, new Cosine(0.003, 0, 1).at(0));
        assertEquals(new Cosine(0.003, 135, 270), Cosine.ofEpochs(0.003, 3, 6, 45));
    }

    /** Checks 30 epochs continued to 60: after 3 epochs of warm-up, the rate is that of a schedule of 60 epochs. */
    @Test
    void schedule_ofAContinuedRun_isThatOfAllEpochsAfterANewWarmUp() {
        var whole = Cosine.ofEpochs(0.003, 3, 60, 45);
        LearningRateSchedule continued = Recipe.DEFAULT.withEpochs(60).schedule(45, 30 * 45);
        for (int step = 0; step < 135; step++) {
            float expected = (float) (whole.at(1350 + step) * ((step + 1) / 135.0));
            assertEquals(expected, continued.at(1350 + step), "step " + step);
        }
        for (int step = 1350 + 134; step < 2700; step++) {
            assertEquals(whole.at(step), continued.at(step), "step " + step);
        }
        assertEquals(0.001378f, continued.at(1350 + 134), 1e-6f);
        assertEquals(whole, Recipe.DEFAULT.withEpochs(60).schedule(45, 0));
        // one further epoch of 45 steps warms up for half of it
        LearningRateSchedule one = Recipe.DEFAULT.withEpochs(31).schedule(45, 30 * 45);
        assertEquals(new LearningRateSchedule.WarmedUp(Cosine.ofEpochs(0.003, 3, 31, 45), 1350, 22), one);
    }

    @Test
    void parameters_outOfRange_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Original(0, 45));
        assertThrows(IllegalArgumentException.class, () -> new Original(0.01, 0));
        assertThrows(IllegalArgumentException.class, () -> new Constant(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new StepDecay(0.1, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new StepDecay(0.1, 0.5, 0));
        assertThrows(IllegalArgumentException.class, () -> new Cosine(Double.POSITIVE_INFINITY, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Cosine(0.1, 10, 10));
        assertThrows(IllegalArgumentException.class, () -> new Cosine(0.1, -1, 10));
    }
}
