package dev.zankyo.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {
    @Test
    void top_ofProbabilities_isBestFirstAndKeepsTheOrderOfEquals() {
        Answer answer = new Answer(new double[] {0.25, 0.5, 0.25}, true);
        List<String> classes = List.of("bell", "clap", "whistle");
        assertEquals(List.of(new Prediction("clap", 0.5), new Prediction("bell", 0.25)), answer.top(classes, 2));
        assertEquals(3, answer.top(classes, 9).size());
    }
}
