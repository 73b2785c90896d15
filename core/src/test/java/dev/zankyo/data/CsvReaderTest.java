package dev.zankyo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
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
                "b,1,2,3,4          | 1:6: row must have 7 columns (a label and 2 x 3 values); expected 7, got 5 (pass `bands` and `frames` for rows of another size)",
                "b,1,2,3,4,5,6,7    | 1:8: row must have 7 columns (a label and 2 x 3 values); expected 7, got 8 (pass `bands` and `frames` for rows of another size)",
                "b 1 2 3 4 5 6      | 1:2: row must have 7 columns (a label and 2 x 3 values); expected 7, got 1 (separate values by commas, semicolons or tabs)",
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
            })
    void readTraining_badRow_namesLineAndColumn(String text, String message) throws IOException {
        Path path = file(text.replace("~", "\n"));
        assertEquals(path + ":" + message, failure(() -> READER.readTraining(path)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "label,v1,v2,v3,v4,v5,v6~LABEL_FIRST             | label in column 1, named \"label\"",
                "v0,v1,v2,v3,v4,v5,v6~LABEL_FIRST                | ''",
                "# kind,v1,v2,v3,v4,v5,v6~LABEL_FIRST            | ''",
                "# made by hand~# on a Monday, at ten~LABEL_FIRST | none",
                "v1,v2,v3,v4,v5,v6,Class~LABEL_LAST              | label in column 7, named \"Class\"",
                "v1,v2,v3,target,v4,v5,v6~1,2,3,b,4,5,6~-1,-2.5,3e2,a,+4,.5,6. | label in column 4, named \"target\""
            })
    void readTraining_header_isSkippedAndNamesTheLabel(String text, String note) throws IOException {
        CsvDataset read = READER.readTraining(file(text.replace("LABEL_FIRST", GOOD)
                .replace("LABEL_LAST", "1,2,3,4,5,6,b~-1,-2.5,3e2,+4,.5,6.,a")
                .replace("~", "\n")));
        assertSameAsGood(read);
        String header = note.isEmpty() ? "header line skipped" : "header line skipped, " + note;
        assertEquals(note.equals("none") ? "" : header, read.format().toString());
    }

    @ParameterizedTest
    @CsvSource({"label", "''", "8"})
    void readTraining_headerOfNumbers_isSkipped(String first) throws IOException {
        String numbers =
                IntStream.rangeClosed(0, 199).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String row = "," + "1.5,".repeat(199) + "2\n";
        Path path = file(first + "," + numbers + "\na" + row + "b" + row);
        CsvDataset read = new CsvReader(20, 10, Layout.BAND_MAJOR).readTraining(path);
        assertEquals(2, read.data().size());
        assertEquals(List.of("a", "b"), read.data().classes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "counted from 0       | 0,b,1,2,3,4,5,6~1,a,-1,-2.5,3e2,+4,.5,6. | index column skipped",
                "counted from 1       | 1,b,1,2,3,4,5,6~2,a,-1,-2.5,3e2,+4,.5,6. | index column skipped",
                "pandas               | ,label,0,1,2,3,4,x~0,b,1,2,3,4,5,6~1,a,-1,-2.5,3e2,+4,.5,6. | no header: 4 numbers",
                "pandas, shuffled     | ,label,u,v,w,x,y,z~17,b,1,2,3,4,5,6~3,a,-1,-2.5,3e2,+4,.5,6. |"
                        + " header line skipped, index column skipped, label in column 2, named \"label\"",
                "pandas, read again   | Unnamed: 0,u,v,w,x,y,z,class~17,1,2,3,4,5,6,b~3,-1,-2.5,3e2,+4,.5,6.,a |"
                        + " header line skipped, index column skipped, label in column 8, named \"class\"",
                "R, one name less     | label,u,v,w,x,y,z~\"1\",b,1,2,3,4,5,6~\"2\",a,-1,-2.5,3e2,+4,.5,6. |"
                        + " header line skipped, index column skipped, label in column 2, named \"label\"",
                "index and semicolons | 0;b;1;2;3;4;5;6~1;a;-1;-2,5;3e2;+4;,5;6, |"
                        + " index column skipped, values separated by semicolons, decimals after a comma",
            })
    void readTraining_index_isSkipped(String name, String text, String note) throws IOException {
        Path path = file(text.replace("~", "\n"));
        if (note.startsWith("no header")) { // a few numbers may be values
            assertThrows(InputException.class, () -> READER.readTraining(path), name);
            return;
        }
        CsvDataset read = READER.readTraining(path);
        assertSameAsGood(read);
        assertEquals(note, read.format().toString(), name);
    }

    @Test
    void readTraining_labelsThatRise_areNoIndex() throws IOException {
        CsvDataset read = READER.readTraining(file(rows(8, row -> row + ",1,2,3,4,5," + row + ".5")));
        assertEquals(
                List.of("0", "1", "2", "3", "4", "5", "6", "7"), read.data().classes());
        assertEquals("", read.format().toString());
        CsvDataset twice = READER.readTraining(file(rows(16, row -> row % 8 + ",1,2,3,4,5," + row + ".5")));
        assertEquals(8, twice.data().classes().size());
    }

    @Test
    void readTraining_indexInPlaceOfTheLabel_isRefused() throws IOException {
        Path path = file(rows(21, row -> row + ",1,2,3,4,5," + row + ".5"));
        assertEquals(
                path + ":1:1: label must be a class, not an index; got numbers from 0 to 20 that count the rows"
                        + " (add a column of labels)",
                failure(() -> READER.readTraining(path)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b;1;2;3;4;5;6~a;-1;-2.5;3e2;+4;.5;6.      | values separated by semicolons",
                "b;1;2;3;4;5;6~a;-1;-2,5;3e2;+4;,5;6,      | values separated by semicolons, decimals after a comma",
                "b;1,0;2,0;3,0;4;5;6~a;-1;-2,5;3e2;+4;,5;6 | values separated by semicolons, decimals after a comma",
                "b\\t1\\t2\\t3\\t4\\t5\\t6~a\\t-1\\t-2.5\\t3e2\\t+4\\t.5\\t6 | values separated by tabs",
                "b\\t1\\t2\\t3\\t4\\t5\\t6~a\\t-1\\t-2,5\\t3e2\\t+4\\t,5\\t6 |"
                        + " values separated by tabs, decimals after a comma"
            })
    void readTraining_otherSeparators_areRead(String text, String note) throws IOException {
        CsvDataset read = READER.readTraining(
                file(text.replace("~", "\n").replace("\\\\t", "\t").replace("\\t", "\t")));
        assertSameAsGood(read);
        assertEquals(note, read.format().toString());
    }

    @Test
    void readTraining_decimalCommas_areTakenInLabelsToo() throws IOException {
        Path path = file("7,0;1,5;2;3;4;5;6\n10;1,5;2;3;4;5;6\ndog, cat;1,5;2;3;4;5;6\n");
        assertEquals(
                List.of("10", "7", "dog, cat"), READER.readTraining(path).data().classes());
        Path semicolonInLabel = file("dog;cat,1,2,3,4,5,6\nb,1,2,3,4,5,6\n");
        assertEquals(
                List.of("b", "dog;cat"),
                READER.readTraining(semicolonInLabel).data().classes());
    }

    @Test
    void readTraining_labelLast_isReadIfAskedFor() throws IOException {
        Path path = file("1,2,3,4,5,6,b\n-1,-2.5,3e2,+4,.5,6.,a\n");
        var last = new CsvReader(2, 3, Layout.BAND_MAJOR, LabelPosition.LAST, RowCache.NONE);
        assertSameAsGood(last.readTraining(path));
        assertEquals(
                "label in the last column", last.readTraining(path).format().toString());
        assertEquals(LabelPosition.LAST, last.readTraining(path).format().position());
        assertEquals(
                path + ":1:1: label must be in the first column; expected a class, got the value 1, and \"b\" in the"
                        + " last column (pass `labelPosition` last)",
                failure(() -> READER.readTraining(path)));
        assertEquals(
                path + ":1:7: label must be one of the classes trained on; expected one of x, got \"b\"",
                failure(() -> last.readTest(path, List.of("x"))));
    }

    @Test
    void readTraining_wholeNumbersAtTheEnd_areRefusedUnlessAskedFor() throws IOException {
        var random = new Random(40);
        Path path = file(rows(34, row -> random.nextInt(23) + ",5,3,0,4," + random.nextInt(6) + "," + row % 3));
        String message = failure(() -> READER.readTraining(path));
        assertTrue(
                message.startsWith(path + ":1:1: label must be in the first column; expected classes, got ")
                        && message.endsWith(" and 3 whole numbers in the last (0, 1, 2)"
                                + " (pass `labelPosition` last, or first if these are classes)"),
                message);
        for (LabelPosition label : List.of(LabelPosition.FIRST, LabelPosition.LAST)) {
            var reader = new CsvReader(2, 3, Layout.BAND_MAJOR, label, RowCache.NONE);
            List<String> classes = reader.readTraining(path).data().classes();
            assertEquals(label == LabelPosition.LAST, classes.equals(List.of("0", "1", "2")), classes::toString);
        }
    }

    /**
     * Checks values and labels that are the same small numbers: the label column differs from its neighbor more than
     * others do.
     */
    @Test
    void readTraining_smallWholeNumbers_areToldByTheirNeighbors() throws IOException {
        var random = new Random(41);
        Path last = file(rows(
                60,
                row -> random.ints(6, 0, 6).mapToObj(Integer::toString).collect(Collectors.joining(",")) + ","
                        + row % 3));
        assertTrue(failure(() -> READER.readTraining(last)).contains("label must be in the first column"));
        Path first = file(rows(
                60,
                row -> row % 3 + ","
                        + random.ints(6, 0, 6).mapToObj(Integer::toString).collect(Collectors.joining(","))));
        assertEquals(List.of("0", "1", "2"), READER.readTraining(first).data().classes());
        Path sparse = file(
                rows(60, row -> 17 * (row % 20) + ",200,100,50,10," + random.nextInt(3) + "," + random.nextInt(3)));
        assertEquals(20, READER.readTraining(sparse).data().classes().size());
    }

    @Test
    void readTraining_otherKindsOfFiles_areNamed() throws IOException {
        Path zip = Files.write(folder.resolve("train.csv.zip"), "PK\3\4....".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                zip + ": must be CSV text, plain or gzipped; got a zip archive (unpack it, or gzip it)",
                failure(() -> READER.readTraining(zip)));
        Path book = Files.write(folder.resolve("train.xlsx"), "PK\3\4....".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                book + ": must be CSV text, plain or gzipped; got a workbook (save it as CSV)",
                failure(() -> READER.readTraining(book)));
        for (Charset utf16 : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            Path wide = Files.write(folder.resolve("wide.csv"), GOOD.getBytes(utf16));
            String message = failure(() -> READER.readTraining(wide));
            assertTrue(message.contains("UTF-16") && message.endsWith(" (save the file as UTF-8)"), message);
        }
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
                path + ":3:1: must be text in UTF-8; got byte 0xe9, as in Windows-1252 (save the file as UTF-8)",
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
        // The exception is made by hand, because the superuser, who may run this test, is never denied access.
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

    @Test
    void readSounds_indexWithoutLabels_isSkipped() throws IOException {
        List<String> classes = List.of("a", "b");
        for (String text :
                List.of("0,1,2,3,4,5,6\n1,7,8,9,10,11,12\n", ",u,v,w,x,y,z\n9,1,2,3,4,5,6\n4,7,8,9,10,11,12\n")) {
            CsvDataset read = READER.readSounds(file(text), classes);
            assertArrayEquals(new int[] {-1, -1}, read.data().labels());
            assertArrayEquals(
                    new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
                    read.data().values());
            assertTrue(read.format().toString().contains("index column skipped"), text);
        }
        Dataset labelled = READER.readSounds(file("0,1,2,3,4,5,6\n1,1,2,3,4,5,6\n"), List.of("0", "1"))
                .data();
        assertArrayEquals(new int[] {0, 1}, labelled.labels());
    }

    private void assertSameAsGood(CsvDataset read) throws IOException {
        assertEquals(List.of("a", "b"), read.data().classes());
        assertArrayEquals(new int[] {1, 0}, read.data().labels());
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 5, 6, -1, -2.5f, 300, 4, .5f, 6},
                read.data().values());
    }

    private static String rows(int count, IntFunction<String> row) {
        return IntStream.range(0, count).mapToObj(row).collect(Collectors.joining("\n"));
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
