package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.Prediction;
import dev.zankyo.data.Dataset;
import dev.zankyo.data.Finding;
import dev.zankyo.data.Finding.Kind;
import dev.zankyo.evaluate.Evaluation;
import dev.zankyo.train.EpochResult;
import dev.zankyo.train.TrainingResult;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdviceTest {

    @Test
    void advice_fromFindings_isOfThoseThatTellWhatToDo() {
        List<Finding> findings = List.of(
                new Finding(Kind.CLIPPED, "2 recordings are clipped (x.wav, y.wav)", List.of()),
                new Finding(Kind.OUTSIDE_BAND, "sound above 8000 Hz (pass --preset x)", List.of()),
                new Finding(Kind.SAMPLE_RATES, "recordings have 2 sample rates", List.of()),
                new Finding(Kind.IN_BOTH_SETS, "1 test recording is the same", List.of()));
        assertEquals(
                List.of(
                        new Advice(
                                "Replace clipped recordings, or record at a lower level",
                                "2 recordings are clipped (x.wav, y.wav)."),
                        new Advice("Use another frequency band", "Sound above 8000 Hz (pass --preset x)."),
                        new Advice(
                                "Remove training data from the test set; the accuracy is too high",
                                "1 test recording is the same.")),
                Advice.of(findings));
    }

    /** Class b: 2 of 8, whose interval is 7 to 59 %, below 22 of 28 = 78.6 %. Class c: 10 of 10, class a: 10 of 10. */
    @Test
    void moreRows_areOfClassesClearlyBelowTheAverage() {
        int[] labels = IntStream.range(0, 28)
                .map(row -> row < 10 ? 0 : row < 20 ? 2 : 1)
                .toArray();
        int[] predicted =
                IntStream.range(0, 28).map(row -> row < 22 ? labels[row] : 0).toArray();
        Evaluation evaluation = VerdictTest.evaluation(labels, predicted);
        List<Advice> expected = List.of(new Advice(
                "Add training recordings of “b”",
                "2 of 8 (7 to 59 %) of its test recordings are recognized, 22 of 28 (60 to 90 %) of all. It has 12"
                        + " training recordings."));
        assertEquals(expected, Advice.moreRows(evaluation, new int[] {40, 12, 40}, "recording"));
        assertEquals(
                List.of(),
                Advice.moreRows(evaluation, new int[] {150, 120, 150}, "recording"),
                "it has enough of them");
        assertEquals(
                1,
                Advice.moreRows(evaluation, new int[] {500, 120, 150}, "recording")
                        .size());
    }

    /** Class b: 1 of 2, whose interval reaches 91 %, above 6 of 7. */
    @Test
    void moreRows_ofAClassThatMayBeAsGood_areNotAdvised() {
        Evaluation evaluation =
                VerdictTest.evaluation(new int[] {0, 0, 0, 1, 1, 2, 2}, new int[] {0, 0, 0, 1, 2, 2, 2});
        assertEquals(List.of(), Advice.moreRows(evaluation, new int[] {5, 5, 5}, "recording"));
    }

    @Test
    void doubtfulLabels_areMistakesOfNineTenthsOrMore() {
        List<String> classes = List.of("a", "b");
        var rows = new Dataset(classes, new int[] {0, 0, 1, 1}, new float[4], 1, 1);
        Evidence test = new Evidence("folder", rows, row -> row + ".wav", row -> Optional.empty());
        List<Prediction> predictions = List.of(
                said(classes, 0.99), // right
                said(classes, 0.08), // wrong with 92 %
                said(classes, 0.89), // wrong with less than 90 %
                said(classes, 0.975)); // wrong with 97.5 %
        assertEquals(
                List.of(new Advice(
                        "Listen to the mistakes with a probability of 90 % or more, and correct wrong labels",
                        "2 recordings: 3.wav is labeled “b” and predicted as “a” (probability 97.5 %); 1.wav is labeled"
                                + " “a” and predicted as “b” (probability 92 %).")),
                Advice.doubtfulLabels(test, predictions, "recording"));
        assertEquals(List.of(), Advice.doubtfulLabels(test, List.of(said(classes, 0.99), said(classes, 0.6)), "row"));
    }

    private static Prediction said(List<String> classes, double probabilityOfFirst) {
        return new Prediction(classes, new double[] {probabilityOfFirst, 1 - probabilityOfFirst}, Prediction.Known.YES);
    }

    @Test
    void epochs_ofALossThatStillFalls_areMore() {
        assertEquals(
                List.of(new Advice(
                        "Train for more epochs (--epochs 20)",
                        "The test loss still falls: from 1.3000 in epoch 8 to 1.1000 in the last, epoch 10.")),
                Advice.epochs(run(10, epoch -> 2 - 0.1 * epoch, epoch -> 2.1 - 0.1 * epoch), 0));
        assertEquals(
                List.of(), Advice.epochs(run(10, epoch -> 1 / (1.0 + epoch * epoch), epoch -> 1 + 0.1 / epoch), 0));
        assertEquals(List.of(), Advice.epochs(run(4, epoch -> 2.0 / epoch, epoch -> 2.0 / epoch), 0), "too few epochs");
    }

    @Test
    void epochs_ofAModelWorseThanTheNearestClassMean_areMore() {
        TrainingResult result = run(4, epoch -> 2.0 / epoch, epoch -> 2.0 / epoch);
        int correct = result.evaluation().confusion().correct();
        assertEquals(List.of(), Advice.epochs(result, correct));
        assertEquals(
                List.of(new Advice(
                        "Train for more epochs (--epochs 8)",
                        "After 4 epochs, the model is worse than the nearest class mean, which needs no epochs.")),
                Advice.epochs(result, correct + 1));
    }

    /** The Wilson interval of 2 of 4 is 15 to 85 %; that of 100 of 200 is 43 to 57 %. */
    @Test
    void moreTests_areAdvisedIfTheIntervalIsWide() {
        int[] labels = {0, 0, 1, 1};
        assertEquals(
                List.of(new Advice(
                        "Test on more recordings",
                        "With 4 test recordings, the 95 % interval of the accuracy is as wide as 15 to 85 %.")),
                Advice.moreTests(
                        VerdictTest.evaluation(labels, new int[] {0, 1, 0, 1}).confusion(), "recording"));
        int[] many = IntStream.range(0, 200).map(row -> row % 2).toArray();
        assertEquals(
                List.of(),
                Advice.moreTests(VerdictTest.evaluation(many, new int[200]).confusion(), "recording"));
    }

    @Test
    void epochs_ofALossThatRises_areFewer() {
        IntToDoubleFunction rising = epoch -> 0.5 + 0.02 * Math.abs(epoch - 4);
        assertEquals(
                "The network overfits after epoch 4: the test loss rises from 0.5000 to 0.6200, while the training loss"
                        + " falls from 0.2500 to 0.1000.",
                Advice.epochs(run(10, epoch -> 1.0 / epoch, rising), 0)
                        .getFirst()
                        .evidence());
        assertEquals(List.of(), Advice.epochs(run(10, epoch -> 1 + epoch, rising), 0), "the training loss rises too");
    }

    private static TrainingResult run(int epochs, IntToDoubleFunction train, IntToDoubleFunction test) {
        List<EpochResult> history = IntStream.rangeClosed(1, epochs)
                .mapToObj(epoch -> new EpochResult(
                        epoch, 0.003f, train.applyAsDouble(epoch), 0.5, test.applyAsDouble(epoch), 0.5, 1, 0))
                .toList();
        return Runs.of(List.of("a", "b"), epochs, 10).toBuilder()
                .history(history)
                .build();
    }
}
