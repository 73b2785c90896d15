package dev.zankyo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReaderTest {
    private static final CsvReader READER = new CsvReader(2, 3, Layout.BAND_MAJOR);
    private static final String GOOD = "b,1,2,3,4,5,6\na,-1,-2.5,3e2,+4,.5,6.\n";

    @TempDir
    Path folder;

    @Test
    void readTraining_goodFile_givesRowsInOrderAndClassesSorted() throws IOException {
        Dataset data = READER.readTraining(file(GOOD)).data();
        assertEquals(List.of("a", "b"), data.classes());
        assertArrayEquals(new int[] {1, 0}, data.labels());
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, -1, -2.5f, 300, 4, .5f, 6}, data.values());
        assertEquals(2, data.bands());
        assertEquals(3, data.frames());
    }

    @Test
    void readTraining_frameMajor_transposesIntoBandMajor() throws IOException {
        CsvReader reader = new CsvReader(2, 3, Layout.FRAME_MAJOR);
        CsvDataset read = reader.readTraining(file("a,1,2,3,4,5,6\nb,1,2,3,4,5,6\n"));
        assertArrayEquals(
                new float[] {1, 3, 5, 2, 4, 6}, Arrays.copyOf(read.data().values(), 6));
        assertEquals("frame-major (as asked)", read.layout().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 9 -1 9  | -1 9 10",
                "1.0 2 01 2.000e+00 | 1 2",
                "10 9 x  | 10 9 x",
                "1.5 1   | 1 1.5",
                "+7 1e1 -0 | 0 7 10"
            })
    void readTraining_labels_becomeOrderedClasses(String labels, String classes) throws IOException {
        String rows = Arrays.stream(labels.split(" "))
                .map(label -> label + ",1,2,3,4,5,6")
                .collect(Collectors.joining("\n"));
        assertEquals(
                List.of(classes.split(" ")),
                READER.readTraining(file(rows)).data().classes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no newline at end    | b,1,2,3,4,5,6~a,-1,-2.5,3e2,+4,.5,6.",
                "CRLF                 | b,1,2,3,4,5,6\\r~a,-1,-2.5,3e2,+4,.5,6.\\r~",
                "CR                   | b,1,2,3,4,5,6\\ra,-1,-2.5,3e2,+4,.5,6.\\r",
                "byte order mark      | \\ufeffb,1,2,3,4,5,6~a,-1,-2.5,3e2,+4,.5,6.~",
                "blank lines, blanks  | ~ ~b , 1,2 ,3,4,5,6~~a,-1,-2.5,3e2,+4,.5,6. ~ ~",
                "quotes               | \"b\",\"1\",2,3,4,5,\"6\"~ \"a\" ,-1,-2.5,3e2,+4,.5,6.~"
            })
    void readTraining_looseText_isReadLikeTheStrict(String name, String text) throws IOException {
        String content = text.replace("~", "\n").replace("\\r", "\r").replace("\\ufeff", "\ufeff");
        Dataset data = READER.readTraining(file(content)).data();
        assertEquals(List.of("a", "b"), data.classes(), name);
        assertArrayEquals(READER.readTraining(file(GOOD)).data().values(), data.values(), name);
    }

    @Test
    void readTraining_gzip_isToldByItsBytesNotItsName() throws IOException {
        Path path = Files.write(folder.resolve("data.csv"), gzip(GOOD.getBytes(StandardCharsets.UTF_8)));
        assertEquals(2, READER.readTraining(path).data().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b,1,2,3,4,5        | 1:7: row must have 7 columns (a label and 2 x 3 values); expected 7, got 6 (add the missing label or value)",
                "b,1,2,3,4          | 1:6: row must have 7 columns (a label and 2 x 3 values); expected 7, got 5",
                "b,1,2,3,4,5,6,7    | 1:8: row must have 7 columns (a label and 2 x 3 values); expected 7, got 8",
                "b;1;2;3;4;5;6      | 1:2: row must have 7 columns (a label and 2 x 3 values); expected 7, got 1 (separate values by commas)",
                "b,1,2,3,4,5,6~~c,1 | 3:3: row must have 7 columns (a label and 2 x 3 values); expected 7, got 2",
                "b,1,2,x,4,5,6      | 1:4: value must be a finite number; expected a decimal number, got \"x\"",
                "b,1,2,,4,5,6       | 1:4: value must be a finite number; expected a decimal number, got nothing",
                "b,1,2,NaN,4,5,6    | 1:4: value must be a finite number; expected a decimal number, got \"NaN\"",
                "b,1,2,-inf,4,5,6   | 1:4: value must be a finite number; expected a decimal number, got \"-inf\"",
                "b,1,2,1e39,4,5,6   | 1:4: value must be a finite number; expected a decimal number, got \"1e39\"",
                "b,1,2,1f,4,5,6     | 1:4: value must be a finite number; expected a decimal number, got \"1f\"",
                "b,1,2,0x1p3,4,5,6  | 1:4: value must be a finite number; expected a decimal number, got \"0x1p3\"",
                "b,1,2,--1,4,5,6    | 1:4: value must be a finite number; expected a decimal number, got \"--1\"",
                ",1,2,3,4,5,6       | 1:1: label must not be empty; expected a class, got nothing",
                "b,1,2,\"3,4,5,6    | 1: quoted values must be closed on their line; got \"b,1,2,\"3,4,5,6\"",
                "class,v1,v2,v3,v4,v5,v6~b,1,2,3,4,5,6 | 1:1: file must have no header; expected a row of numbers, got"
                        + " \"class,v1,v2,v3,...\" (it looks like a header: remove this line)",
            })
    void readTraining_badRow_namesLineAndColumn(String text, String message) throws IOException {
        Path path = file(text.replace("~", "\n"));
        assertEquals(path + ":" + message, failure(() -> READER.readTraining(path)));
    }

    @Test
    void readTraining_numberedHeader_isRejected() throws IOException {
        String header =
                IntStream.rangeClosed(0, 200).mapToObj(Integer::toString).collect(Collectors.joining(","));
        Path path = file(header + "\n");
        String message = failure(() -> new CsvReader(20, 10, Layout.AUTO).readTraining(path));
        assertTrue(message.startsWith(path + ":1:1: file must have no header"), message);
    }

    @Test
    void readTraining_emptyOrBlankFile_isRejected() throws IOException {
        for (String text : List.of("", "\n \n", "\ufeff")) {
            Path path = file(text);
            assertEquals(
                    path + ":1:1: file must hold at least one row; got none", failure(() -> READER.readTraining(path)));
        }
    }

    @Test
    void readTraining_oneClass_isRejected() throws IOException {
        Path path = file("3,1,2,3,4,5,6\n3.0,1,2,3,4,5,6\n");
        assertEquals(
                path + ": training rows must have at least 2 classes; got only \"3\"",
                failure(() -> READER.readTraining(path)));
    }

    @Test
    void readTraining_notUtf8_namesLineColumnAndByte() throws IOException {
        byte[] bytes = (GOOD + "caf?,1,2,3,4,5,6\n").getBytes(StandardCharsets.UTF_8);
        bytes[GOOD.length() + 3] = (byte) 0xe9;
        Path path = Files.write(folder.resolve("latin1.csv"), bytes);
        assertEquals(
                path + ":3:1: must be text in UTF-8; got byte 0xe9 (save the file as UTF-8)",
                failure(() -> READER.readTraining(path)));
    }

    @Test
    void readTraining_folderOrMissingFile_isRejected() {
        assertEquals(folder + ": must be a CSV file; got a folder", failure(() -> READER.readTraining(folder)));
        Path missing = folder.resolve("missing.csv");
        assertEquals(
                missing + ": file must be readable; got: no such file or folder",
                failure(() -> READER.readTraining(missing)));
    }

    @Test
    void failure_deniedAccess_saysSo() {
        // Made by hand: the superuser, who may run this test, is never denied access.
        Path path = Path.of("train.csv");
        assertEquals(
                "train.csv: file must be readable; got: permission denied",
                Lines.failure(path, 0, new AccessDeniedException("train.csv")).getMessage());
    }

    @Test
    void readTraining_gzipCutOff_isRejectedWhereverTheCut() throws IOException {
        byte[] whole = gzip(GOOD.repeat(50).getBytes(StandardCharsets.UTF_8));
        for (int length = 2; length < whole.length; length++) {
            Path path = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, length));
            String message = failure(() -> READER.readTraining(path));
            assertTrue(
                    message.endsWith(
                            "gzip data must be complete; got an early end (the file is cut off: copy it" + " again)"),
                    message);
        }
    }

    @Test
    void readTraining_gzipDamaged_isRejected() throws IOException {
        byte[] damaged = gzip(GOOD.getBytes(StandardCharsets.UTF_8));
        damaged[damaged.length - 8] ^= 1; // its checksum
        Path path = Files.write(folder.resolve("damaged.csv.gz"), damaged);
        String message = failure(() -> READER.readTraining(path));
        assertTrue(message.contains("gzip data must be sound"), message);
    }

    @Test
    void readTraining_endlessLine_isRejectedEarly() throws IOException {
        Path path = Files.write(folder.resolve("bomb.csv"), gzip(new byte[50_000_000]));
        assertEquals(
                path + ":1: line must be short enough for a row; expected at most 448 bytes, got more"
                        + " (check that it is the right file)",
                failure(() -> READER.readTraining(path)));
    }

    @Test
    void readTest_knownLabels_takeTheirIndexAmongTheClasses() throws IOException {
        Dataset data = READER.readTest(file("9,1,2,3,4,5,6\n10.0,1,2,3,4,5,6\n"), List.of("1", "9", "10"))
                .data();
        assertArrayEquals(new int[] {1, 2}, data.labels());
        assertEquals(List.of("1", "9", "10"), data.classes());
    }

    @Test
    void readTest_labelMissingInTraining_isNamed() throws IOException {
        Path path = file("1,1,2,3,4,5,6\n\n7,1,2,3,4,5,6\n");
        assertEquals(
                path + ":3:1: label must be one of the classes trained on; expected one of 1, 9, got \"7\"",
                failure(() -> READER.readTest(path, List.of("1", "9"))));
    }

    @Test
    void readSounds_withAndWithoutLabels_areToldByTheFirstRow() throws IOException {
        List<String> classes = List.of("a", "b");
        Dataset bare = READER.readSounds(file("1,2,3,4,5,6\n7,8,9,10,11,12\n"), classes)
                .data();
        assertArrayEquals(new int[] {-1, -1}, bare.labels());
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, bare.values());
        assertArrayEquals(
                new int[] {1, 0}, READER.readSounds(file(GOOD), classes).data().labels());
        Path mixed = file("1,2,3,4,5,6\nb,1,2,3,4,5,6\n");
        assertEquals(
                mixed + ":2:7: row must have 6 columns (2 x 3 values); expected 6, got 7",
                failure(() -> READER.readSounds(mixed, classes)));
    }

    @Test
    void message_ofHostileValue_staysOneShortLine() throws IOException {
        String message =
                failure(() -> READER.readTraining(file("b,1,2,\"\u0007\u001b[2J" + "x".repeat(200) + "\",4,5,6")));
        assertFalse(message.chars().anyMatch(Character::isISOControl), message);
        assertTrue(message.length() - folder.toString().length() < 200, message);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), content);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static String failure(org.junit.jupiter.api.function.Executable read) {
        return assertThrows(InputException.class, read).getMessage();
    }
}
