package dev.zankyo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.plot.Ticks.Tick;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {
    private static String labels(List<Tick> ticks) {
        return ticks.stream().map(Tick::label).collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " 0     | 0.1   | 5  | 0 s, 0.02 s, 0.04 s, 0.06 s, 0.08 s, 0.1 s",
                " 0     | 0.43  | 5  | 0 s, 0.1 s, 0.2 s, 0.3 s, 0.4 s",
                " 0     | 60    | 6  | 0 s, 10 s, 20 s, 30 s, 40 s, 50 s, 60 s",
                " 0     | 7200  | 4  | 0 s, 2000 s, 4000 s, 6000 s",
                " -0.24 | 0.24  | 5  | -0.2 s, -0.1 s, 0 s, 0.1 s, 0.2 s",
            })
    void linear_ofARange_isRound(double low, double high, int most, String expected) {
        assertEquals(expected, labels(Ticks.linear(low, high, most, " s")));
    }

    /** Covers a range from one sample at 192 kHz to a day. */
    @Test
    void linear_ofAnyLength_isSeveral() {
        for (double seconds = 1.0 / 192_000; seconds < 86_400; seconds *= 1.1) {
            int ticks = Ticks.linear(0, seconds, 14, " s").size();
            assertTrue(ticks >= 5 && ticks <= 15, seconds + " s: " + ticks);
        }
    }

    @Test
    void hertz_whereRoomIsScarce_areTheRoundest() {
        assertEquals("0 Hz, 1 kHz, 2 kHz", labels(Ticks.hertz(2500, hertz -> hertz, 800)));
        assertEquals(
                "0 Hz, 500 Hz, 1 kHz, 1.5 kHz, 2 kHz, 3 kHz, 4 kHz, 5 kHz",
                labels(Ticks.hertz(5500, hertz -> hertz, 490)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {500, 4000, 5512.5, 11_025, 24_000, 96_000})
    void hertz_onTheMelScale_areSeveralAndApart(double top) {
        List<Tick> ticks = Ticks.hertz(top, hertz -> 400 * Math.log1p(hertz / 700) / Math.log1p(top / 700), 24);
        assertTrue(ticks.size() >= 7 && ticks.size() <= 16, labels(ticks));
        assertTrue(ticks.getLast().value() > top / 2.5, labels(ticks));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                " 60     | 14 | 0 s, 5 s, 10 s, 15 s, 20 s, 25 s, 30 s, 35 s, 40 s, 45 s, 50 s, 55 s, 60 s",
                " 150    | 6  | 0:00, 0:30, 1:00, 1:30, 2:00, 2:30",
                " 3599   | 5  | 0:00, 15:00, 30:00, 45:00",
                " 3600   | 5  | 0:00:00, 0:15:00, 0:30:00, 0:45:00, 1:00:00",
                " 604800 | 5  | 0:00:00, 48:00:00, 96:00:00, 144:00:00",
            })
    void time_fromTwoMinutesOn_isThatOfAClock(double seconds, int most, String expected) {
        assertEquals(expected, labels(Ticks.time(seconds, most)));
    }
}
