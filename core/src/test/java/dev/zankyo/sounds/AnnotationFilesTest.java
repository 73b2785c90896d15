package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.InputException;
import dev.zankyo.audio.Span;
import dev.zankyo.audio.Span.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnnotationFilesTest {
    private static final String TRACK = "0.5\t1.25\towl\n\\\t200.0\t900.0\n2.0\t3.0\tfox\n";

    @TempDir
    private Path folder;

    private final List<Finding> findings = new ArrayList<>();

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<SoundFile> examples(Path source, String... recordings) {
        List<SoundFile> files = new ArrayList<>();
        for (String name : recordings) {
            files.add(SoundFile.of(Path.of(name), name));
        }
        return LabelRule.table(source, TableColumns.AUTO).examples(files, findings::add);
    }

    private static String text(SoundFile example) {
        return example.name() + " " + example.span().orElseThrow() + " "
                + example.label().orElseThrow();
    }

    @Test
    void folder_labelTracks_belongToTheRecordingsOfTheirNames() throws IOException {
        write("site1.txt", TRACK);
        write("deep/site2.txt", "0\t1\towl\n");
        write("readme.txt", "1\t2\tx\n");

        List<SoundFile> examples = examples(folder, "site1.wav", "deep/site2.flac", "other.wav");

        assertEquals(
                List.of("site1.wav 0.5-1.25 s owl", "site1.wav 2.0-3.0 s fox", "deep/site2.flac 0.0-1.0 s owl"),
                examples.stream().map(AnnotationFilesTest::text).toList());
        assertEquals(
                List.of(folder + ": 3 segments from 2 files; 1 other text file not used"),
                findings.stream().map(Finding::text).toList());
    }

    @Test
    void folder_ravenTables_haveEachSelectionOnceForAllViews() throws IOException {
        write("a.Table.1.selections.txt", """
                Selection\tView\tChannel\tBegin Time (s)\tEnd Time (s)\tLow Freq (Hz)\tHigh Freq (Hz)\tSpecies
                1\tWaveform 1\t1\t0.5\t1.5\t0\t4000\towl
                1\tSpectrogram 1\t1\t0.5\t1.5\t300\t900\towl
                2\tSpectrogram 1\t1\t2,5\t3\t300\t900\tfox
                """);

        assertEquals(
                List.of("a.wav 0.5-1.5 s owl", "a.wav 2.5-3.0 s fox"),
                examples(folder, "a.wav").stream()
                        .map(AnnotationFilesTest::text)
                        .toList());
    }

    @Test
    void file_ravenTableOfSeveralFiles_countsWithinEach() throws IOException {
        Path table = write("all.txt", """
                Selection\tBegin Time (s)\tEnd Time (s)\tBegin File\tFile Offset (s)\tAnnotation
                1\t10\t11\ta.wav\t10\towl
                2\t70\t72.5\tb.wav\t10\tfox
                """);

        assertEquals(
                List.of("a.wav 10.0-11.0 s owl", "b.wav 10.0-12.5 s fox"),
                examples(table, "a.wav", "b.wav").stream()
                        .map(AnnotationFilesTest::text)
                        .toList());
    }

    @Test
    void file_trackOfOneRecording_isOfTheSameNameOrTheOnlyOne() throws IOException {
        Path track = write("labels/site1.txt", TRACK);

        assertEquals(2, examples(track, "site1.wav", "site2.wav").size());
        assertEquals(2, examples(track, "anything.wav").size());
        assertEquals(List.of(), examples(track, "x.wav", "y.wav"));
    }

    @Test
    void table_samplesAndMilliseconds_areUnits() throws IOException {
        Path samples = write("s.csv", "file,start_sample,end_sample,label\na.wav,100,900,x\na.wav,1000,1900,y\n");
        Path milliseconds = write("m.csv", "file,start_ms,end_ms,label\na.wav,100,900,x\na.wav,1000,1900,y\n");

        assertEquals(
                Optional.of(new Span(100, 900, Unit.SAMPLES)),
                examples(samples, "a.wav").get(0).span());
        assertEquals(
                "a.wav 1.0-1.9000000000000001 s y",
                text(examples(milliseconds, "a.wav").get(1)));
    }

    @Test
    void rows_withoutNumbersLengthOrLabel_areRefusedByLine() throws IOException {
        Path word = write("a.csv", "file,onset,offset,label\na.wav,0,1,x\na.wav,one,2,x\n");
        Path none = write("b.csv", "file,onset,offset,label\na.wav,1,1,x\n");
        Path bare = write("c/a.txt", "0\t1\n");

        assertEquals(
                word + ":3: times of a segment must be numbers; got \"one\" in column 2",
                assertThrows(InputException.class, () -> examples(word, "a.wav"))
                        .getMessage());
        assertEquals(
                none + ":2: segment must begin at 0 or later and end after its begin; got 1.0 to 1.0",
                assertThrows(InputException.class, () -> examples(none, "a.wav"))
                        .getMessage());
        assertEquals(
                bare + ":1: a segment must have a label; got nothing in column 3",
                assertThrows(InputException.class, () -> examples(bare.getParent(), "a.wav"))
                        .getMessage());
    }

    @Test
    void folder_twoForOneRecording_isRefused() throws IOException {
        write("a.txt", TRACK);
        Path second = write("a.csv", TRACK);

        String message = assertThrows(InputException.class, () -> examples(folder, "a.wav"))
                .getMessage();

        assertEquals(
                folder.resolve("a.txt") + ": recordings must have one file of labels each; got another for a, " + second
                        + " (remove one of them, or put each into the folder of its recording)",
                message);
    }
}
