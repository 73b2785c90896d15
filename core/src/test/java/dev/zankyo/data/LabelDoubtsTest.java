package dev.zankyo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelDoubtsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train test val       | 3 classes are each named like a part of a split",
                "fold1 fold2 fold10   | 3 classes are each named like a part of a split",
                "Bark,Hi-hat dog      | 1 class is a list of labels",
                "dog nan              | 1 class is a word for a missing label",
                "0.5 0.25 1           | 3 labels look like measurements",
                "-1 0 1               | 3 labels look like measurements",
                "0 1 2 3 4 5 6 7 8 9 20 | 11 labels look like measurements",
                "Dog dog cat          | 1 pair of classes differ in upper and lower case only (Dog and dog",
            })
    void about_namesThatAreProbablyNoClasses_saysSo(String names, String doubt) {
        List<String> doubts = LabelDoubts.about(List.of(names.strip().split(" ")));
        assertEquals(1, doubts.size(), doubts::toString);
        assertTrue(doubts.get(0).startsWith(doubt), doubts::toString);
    }

    @Test
    void about_namesEqualInUnicode_saysSo() {
        List<String> doubts = LabelDoubts.about(List.of("Ba\u0308r", "B\u00e4r"));
        assertEquals(1, doubts.size(), doubts::toString);
        assertTrue(doubts.get(0).contains("look the same in Unicode"), doubts::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dog cat",
                "0 1 2 3 4 5 6 7 8 9",
                "1 2 3 4 5 6 7 8 9 10 11 12",
                "1 7",
                "training_bell bell",
                "testudo valley"
            })
    void about_classes_saysNothing(String names) {
        assertEquals(List.of(), LabelDoubts.about(List.of(names.strip().split(" "))));
    }
}
