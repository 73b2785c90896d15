package dev.zankyo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.WavFile;
import dev.zankyo.data.Finding;
import dev.zankyo.sounds.SoundFile;
import dev.zankyo.sounds.SoundSet;
import dev.zankyo.sounds.TableColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that recordings are divided into the parts that the data set or the user names. */
final class RecordingsTest {
    private static final int RATE = 8000;

    @TempDir
    private Path temporary;

    private Path folder;
    private int number;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("set"));
    }

    private void put(double seconds, String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Random random = new Random(number++);
            double[] samples = new double[(int) (seconds * RATE)];
            for (int n = 0; n < samples.length; n++) {
                samples[n] = 0.1 * random.nextGaussian();
            }
            WavFile.write(samples, RATE, file);
        }
    }

    private Path text(String name, String text) throws IOException {
        return Files.writeString(temporary.resolve(name), text);
    }

    private PreparedData read(Recordings recordings, double validationShare) {
        return recordings.read(reading(validationShare));
    }

    private static Reading reading(double validationShare) {
        return new Reading(validationShare, 1, 1, Optional.empty(), Optional.empty(), ProgressListener.NONE);
    }

    private PreparedData read(Recordings recordings) {
        return read(recordings, 0);
    }

    private static Set<String> names(SoundSet set) {
        return set.files().stream().map(SoundFile::name).collect(Collectors.toSet());
    }

    private static Set<String> tested(PreparedData data) {
        return names(data.recordings().orElseThrow().test());
    }

    private static Set<String> trained(PreparedData data) {
        return names(data.recordings().orElseThrow().training());
    }

    @Test
    void read_splitFolders_areTheParts() throws IOException {
        put(0.2, "train/a/1.wav", "train/b/1.wav", "test/a/1.wav", "test/b/1.wav", "val/a/1.wav", "val/b/1.wav");
        Recordings recordings = TrainingData.recordings(folder);

        PreparedData data = read(recordings, 0.2);

        assertEquals(Set.of("train/a/1.wav", "train/b/1.wav"), trained(data));
        assertEquals(Set.of("test/a/1.wav", "test/b/1.wav"), tested(data));
        assertEquals(List.of("a", "b"), data.training().classes());
        assertEquals(2, data.validation().orElseThrow().size());
        assertTrue(read(recordings).validation().isEmpty());
    }

    @Test
    void read_validationFolderWithoutTest_isTheTestSet() throws IOException {
        put(0.2, "train/a/1.wav", "train/b/1.wav", "val/a/1.wav", "val/b/1.wav");

        assertEquals(Set.of("val/a/1.wav", "val/b/1.wav"), tested(read(TrainingData.recordings(folder))));
    }

    @Test
    void read_lists_areTheParts() throws IOException {
        put(0.2, "a/1.wav", "a/2.wav", "a/3.wav", "b/1.wav", "b/2.wav", "b/3.wav");
        Path test = text("testing_list.txt", "a/1.wav\nb/1.wav\nb/9.wav\n");
        Path validation = text("validation_list.txt", "a/2.wav\nb/2.wav\n");
        Recordings recordings = TrainingData.recordings(folder).testList(test).validationList(validation);

        PreparedData data = read(recordings, 0.2);

        assertEquals(Set.of("a/1.wav", "b/1.wav"), tested(data));
        assertEquals(Set.of("a/3.wav", "b/3.wav"), trained(data));
        assertEquals(2, data.validation().orElseThrow().size());
        assertTrue(data.findings().stream()
                .map(Finding::text)
                .anyMatch((test + ": 1 line names no recording (b/9.wav)")::equals));
    }

    @Test
    void read_listOfNothing_isRefused() throws IOException {
        put(0.2, "a/1.wav", "a/2.wav", "b/1.wav", "b/2.wav");
        Path list = text("list.txt", "c/1.wav\n");

        var refused = assertThrows(
                InputException.class, () -> read(TrainingData.recordings(folder).testList(list)));

        assertEquals(
                list + ": must list recordings by their paths within the folder; expected such as a/1.wav, a/2.wav,"
                        + " b/1.wav, ..., got c/1.wav",
                refused.getMessage());
    }

    @Test
    void read_foldColumn_testsOnTheLastFold() throws IOException {
        put(0.2, "1.wav", "2.wav", "3.wav", "4.wav", "5.wav", "6.wav");
        Path table = text("t.csv", "file,fold,label\n1,1,a\n2,1,b\n3,2,a\n4,2,b\n5,10,a\n6,10,b\n");
        Recordings recordings =
                TrainingData.recordings(folder).labelTable(table).columns(TableColumns.AUTO.fold("fold"));

        assertEquals(Set.of("5.wav", "6.wav"), tested(read(recordings)));
        var folds = recordings.folds(3, reading(0));
        assertEquals(List.of("fold 1", "fold 2", "fold 10"), folds.folds().names());
        assertEquals(2, folds.folds().heldOut(2).length);
        var refused = assertThrows(InputException.class, () -> recordings.folds(5, reading(0)));
        assertEquals(
                "folds: must be the number of folds in the column of folds; expected 3, got 5", refused.getMessage());
    }

    @Test
    void read_splitAndGroupColumns_areUsed() throws IOException {
        put(0.2, "1.wav", "2.wav", "3.wav", "4.wav", "5.wav", "6.wav", "7.wav", "8.wav");
        Path table = text(
                "t.csv",
                "file,label,is_test,who\n1,a,true,x\n2,b,1,x\n3,a,false,y\n4,b,0,y\n5,a,no,z\n6,b,no,z\n7,a,no,w\n8,b,no,w\n");
        Recordings recordings = TrainingData.recordings(folder).labelTable(table);

        assertEquals(Set.of("1.wav", "2.wav"), tested(read(recordings.columns(TableColumns.AUTO.split("is_test")))));
        Set<String> byGroup = tested(read(recordings.columns(TableColumns.AUTO.group("who"))));
        assertTrue(
                List.of(
                                Set.of("1.wav", "2.wav"),
                                Set.of("3.wav", "4.wav"),
                                Set.of("5.wav", "6.wav"),
                                Set.of("7.wav", "8.wav"))
                        .contains(byGroup),
                byGroup::toString);
    }

    private String testSet(Recordings recordings) {
        return recordings.testSet(read(recordings).recordings().orElseThrow());
    }

    @Test
    void testSet_ofEveryKind_isSaidInWords() throws IOException {
        put(0.2, "train/a/1.wav", "train/b/1.wav", "test/a/1.wav", "test/b/1.wav");
        Recordings parts = TrainingData.recordings(folder);
        assertEquals("the test part that comes with the data", testSet(parts));
        assertEquals(
                "50 % of each class, drawn at random",
                testSet(TrainingData.recordings(folder).testShare(0.5)));
        assertEquals(
                "the recordings whose names match test/.*",
                testSet(TrainingData.recordings(folder).testPattern("test/.*")));
        assertEquals(
                "the recordings of another folder, test",
                testSet(TrainingData.recordings(folder.resolve("train")).testFolder(folder.resolve("test"))));
        Path list = text("list.txt", "test/a/1.wav\ntest/b/1.wav\n");
        assertEquals("the recordings that list.txt lists", testSet(parts.testList(list)));
        assertEquals(
                "50 % of each class, drawn at random in whole groups: no speaker, place or recording is in both sets",
                testSet(parts.groupPattern("(.*)/./1\\.wav").testShare(0.5)));
    }

    @Test
    void testSet_ofFolds_isTheLast() throws IOException {
        put(0.2, "1.wav", "2.wav", "3.wav", "4.wav");
        Path table = text("t.csv", "file,fold,label\n1,1,a\n2,1,b\n3,2,a\n4,2,b\n");
        assertEquals(
                "the last fold that comes with the data, 2",
                testSet(TrainingData.recordings(folder).labelTable(table).columns(TableColumns.AUTO.fold("fold"))));
    }

    private Recordings segments() throws IOException {
        put(4, "1.wav", "2.wav", "3.wav");
        Path table = text(
                "t.csv", "file,onset,offset,label\n1,0.5,1,a\n1,2,2.5,b\n2,0.5,1,a\n2,2,2.5,b\n3,0.5,1,a\n3,2,2.5,b\n");
        return TrainingData.recordings(folder).labelTable(table);
    }

    @Test
    void read_segments_ofOneRecordingStayTogether() throws IOException {
        PreparedData data = read(segments());

        SoundSet test = data.recordings().orElseThrow().test();
        assertEquals(6, data.training().size() + data.test().size());
        assertEquals(1, names(test).size());
        assertTrue(trained(data).stream().noneMatch(names(test)::contains));
        assertEquals(0.5, test.facts().get(0).seconds());
    }

    @Test
    void read_segmentsOfOneRecording_needLeave() throws IOException {
        put(4, "1.wav");
        Path table = text("t.csv", "file,onset,offset,label\n1,0,1,a\n1,1,2,b\n1,2,3,a\n1,3,4,b\n");
        Recordings recordings = TrainingData.recordings(folder).labelTable(table);

        var refused = assertThrows(InputException.class, () -> read(recordings));

        assertEquals(
                "split: there must be at least 2 groups, one to test on; got only 1.wav (label a second recording, or"
                        + " pass `splitRecordings` to test on segments of the recordings trained on)",
                refused.getMessage());
        assertEquals(2, read(recordings.splitRecordings()).test().size());
        var whole =
                assertThrows(InputException.class, () -> read(recordings.columns(TableColumns.AUTO.withoutTimes())));
        assertEquals(
                table + ":3: a file must have one label; expected \"a\" as before for 1, got \"b\"",
                whole.getMessage());
    }

    @Test
    void read_background_isAClassOfItsOwn() throws IOException {
        PreparedData between = read(segments().backgroundBetweenSegments());

        assertEquals(List.of("a", "b", "background"), between.training().classes());
        assertEquals(12, between.training().size() + between.test().size(), "as many gaps as segments");

        Path other = Files.createDirectory(temporary.resolve("noise"));
        Path main = folder;
        folder = other;
        put(1, "n1.wav", "n2.wav");
        folder = main;
        PreparedData given = read(segments().background(other));
        assertEquals(List.of("a", "b", "background"), given.training().classes());
        assertEquals(8, given.training().size() + given.test().size());
    }

    @Test
    void read_segmentAfterTheEnd_isSkippedAloud() throws IOException {
        put(4, "1.wav", "2.wav", "3.wav");
        Path table = text(
                "t.csv", "file,onset,offset,label\n1,0,1,a\n1,1,2,b\n2,0,1,a\n2,1,2,b\n3,0,1,a\n3,1,2,b\n3,9,9.5,a\n");

        PreparedData data = read(TrainingData.recordings(folder).labelTable(table));

        assertEquals(
                List.of("3.wav at 9.0-9.5 s: segment must lie within its recording; got 9.0-9.5 s"),
                data.findings().stream()
                        .filter(finding -> finding.kind() == Finding.Kind.UNUSABLE)
                        .map(Finding::text)
                        .toList());
        assertEquals(6, data.training().size() + data.test().size());
    }

    @Test
    void read_timesOfRecordingsThatWereCut_areNotUsed() throws IOException {
        put(0.5, "1.wav", "2.wav", "3.wav", "4.wav");
        Path table = text("t.csv", "file,start,end,label\n1,30,40,a\n2,0,4,b\n3,5,9,a\n4,7,11,b\n");

        PreparedData data = read(TrainingData.recordings(folder).labelTable(table));

        assertEquals(0.5, data.recordings().orElseThrow().test().facts().get(0).seconds());
    }

    @Test
    void read_columnsWithoutATable_isRefused() throws IOException {
        put(0.2, "a/1.wav", "b/1.wav");

        var refused = assertThrows(
                InputException.class,
                () -> read(TrainingData.recordings(folder).columns(TableColumns.AUTO.split("x"))));

        assertEquals(
                "labels: columns can only be chosen in a table (give the table with `labelTable`)",
                refused.getMessage());
    }
}
