package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import dev.zankyo.data.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelRuleTest {
    @TempDir
    private Path folder;

    private static Optional<String> classOf(LabelRule rule, String name) {
        return rule.examples(List.of(SoundFile.of(Path.of(name), name)), finding -> {}).stream()
                .findFirst()
                .flatMap(SoundFile::label);
    }

    private static LabelRule table(Path csv) {
        return LabelRule.table(csv, TableColumns.AUTO);
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("labels.csv"), text);
    }

    @Test
    void folders_anyDepth_isTheTopmost() {
        assertEquals(Optional.of("dog"), classOf(LabelRule.folders(), "dog/a.wav"));
        assertEquals(Optional.of("dog"), classOf(LabelRule.folders(), "dog/far/away/a.wav"));
    }

    @Test
    void folders_noneOrUnderscore_isNoClass() {
        assertEquals(Optional.empty(), classOf(LabelRule.folders(), "a.wav"));
        assertEquals(Optional.empty(), classOf(LabelRule.folders(), "_background_noise_/a.wav"));
    }

    @ParameterizedTest
    @CsvSource({
        "(\\d)_.*,          7_theo_12.wav,      7",
        "(\\d)_.*,          deep/7_theo_12.wav, 7",
        "([1-8])_.*,        9_theo_12.wav,      ",
        "(\\d)_theo,        7_theo_12.wav,      ",
        "fold1/(.*)-.*,     fold1/dog-2.wav,    dog",
        "fold1/(.*)-.*,     fold2/dog-2.wav,    ",
        ".*-(\\d+)[.]wav,   1-100032-A-07.wav,  7",
        "x(.*)[.]wav,       x.wav,              ",
    })
    void pattern_wholeNameOrPath_isTheFirstGroup(String pattern, String name, String expected) {
        LabelRule rule = LabelRule.pattern(NamePattern.withGroup("labelPattern", pattern));

        assertEquals(Optional.ofNullable(expected), classOf(rule, name));
    }

    @Test
    void pattern_badOnes_areRefused() {
        var unclosed = assertThrows(InputException.class, () -> NamePattern.of("testPattern", "(a"));
        assertTrue(unclosed.getMessage().startsWith("testPattern: must be a regular expression; "));
        var groupless = assertThrows(InputException.class, () -> NamePattern.withGroup("labelPattern", "a.*"));
        assertTrue(groupless.getMessage().startsWith("labelPattern: must have parentheses"));
    }

    @Test
    void table_twoColumns_knowsPathsAndBareNames() throws IOException {
        LabelRule rule = table(csv("a.wav,dog\n./deep/b.wav , \"cat, small\"\ndeep\\c.wav,7.0\n"));

        assertEquals(Optional.of("dog"), classOf(rule, "a.wav"));
        assertEquals(Optional.of("dog"), classOf(rule, "elsewhere/a.wav"));
        assertEquals(Optional.of("cat, small"), classOf(rule, "deep/b.wav"));
        assertEquals(Optional.of("7"), classOf(rule, "deep/c.wav"));
        assertEquals(Optional.empty(), classOf(rule, "d.wav"));
    }

    @Test
    void table_pathsFromElsewhere_areKnownByTheirEnds() throws IOException {
        LabelRule rule = table(csv("set/audio/a.wav,dog\n/home/me/b.wav,cat\nx/c.wav,dog\ny/c.wav,cat\n"));

        assertEquals(Optional.of("dog"), classOf(rule, "a.wav"));
        assertEquals(Optional.of("dog"), classOf(rule, "audio/a.wav"));
        assertEquals(Optional.of("cat"), classOf(rule, "b.wav"));
        assertEquals(Optional.of("cat"), classOf(rule, "deep/y/c.wav"));
        assertEquals(Optional.empty(), classOf(rule, "c.wav"), "one of two");
        assertEquals(Optional.empty(), classOf(rule, "other/a.wav"), "of another folder");
    }

    @Test
    void expectation_ofEachRule_saysWhatItKnows() throws IOException {
        Path labels = csv("a.wav,x\nb.wav,x\nc.wav,x\nd.wav,x\n");

        assertEquals(
                "files that " + labels + " lists, such as a.wav, b.wav, c.wav, ...",
                table(labels).expectation());
        assertEquals(
                "names like \"(\\d)_.*\"",
                LabelRule.pattern(NamePattern.withGroup("labelPattern", "(\\d)_.*"))
                        .expectation());
    }

    @Test
    void table_namesWithoutEnding_areKnown() throws IOException {
        LabelRule rule = table(csv("ID,Class\n17,dog\n1.2-a,cat\n"));

        assertEquals(Optional.of("dog"), classOf(rule, "fold1/17.wav"));
        assertEquals(Optional.of("cat"), classOf(rule, "1.2-a.FLAC"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "slice_file_name,fsID,start,end,salience,fold,classID,class>a.wav,1,0.0,4.0,1,10,3,dog",
                "primary_label,secondary_labels,latitude,filename,rating>dog,[],12,a.wav,3.5",
                "filename\tscene_label\tidentifier\tsource_label>audio/a.wav\tdog\tlisbon-1000\ta",
                "fname,labels,mids,split>a,dog,/m/0k4j,train",
                "Datei;Klasse>a.wav;dog",
                "\uFEFFa.wav,dog",
                "dog,a.wav",
                "Path,Animal>a.wav,dog",
                "class_name,file>dog,a.wav",
            })
    void table_columnsOfPublishedSets_areUnderstood(String text) throws IOException {
        LabelRule rule = table(csv(text.translateEscapes().replace('>', '\n')));

        assertEquals(Optional.of("dog"), classOf(rule, "a.wav"));
    }

    /** Checks a name that is only an extension, which a mutated table had. */
    @Test
    void table_nameThatIsAnEnding_isAName() throws IOException {
        LabelRule rule = table(csv("file,label\nb/wav,dog\n"));
        assertEquals(Optional.of("dog"), classOf(rule, "b/wav"));
    }

    @Test
    void table_header_namesTheColumns() throws IOException {
        LabelRule rule = table(csv("filename,fold,target,category\n1-100032-A-0.wav,1,0,dog\n"));

        assertEquals(Optional.of("dog"), classOf(rule, "1-100032-A-0.wav"));
        assertEquals(Optional.empty(), classOf(rule, "filename"));
    }

    @Test
    void table_plainHeader_isNoRow() throws IOException {
        LabelRule rule = table(csv("file,label\na.wav,dog\n"));

        assertEquals(Optional.of("dog"), classOf(rule, "a.wav"));
        assertEquals(Optional.empty(), classOf(rule, "file"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                 | : must name files and their labels; expected rows of \"file,label\", got none",
                "'file,label\n'     | : must name files and their labels",
                "'a.wav\n'          | :1: a column must hold the labels; expected such as \"file,label\" in the first line,"
                        + " got \"a.wav\" (give `labelColumn`, by name or number)",
                "'a.wav,x\nb.wav,\n'| :2: label must not be empty; got nothing in column 2",
                "'a.wav,x\nb.wav\n'| :2: row must name a file and its label; expected at least 2 columns, got 1",
                "'a.wav,x\na.wav,y' | :2: a file must have one label; expected \"x\" as before for a.wav, got \"y\"",
                "',x\n'             | :1: file must not be empty; got nothing in column 1",
                "'a.wav,1,x\n'      | :1: a column must hold the labels; expected such as \"file,label\" in the first"
                        + " line, got \"a.wav,1,x\" (give `labelColumn`, by name or number)",
                "'file,fold,x\na.wav,1,y\n' | :1: a column must hold the labels; expected such as \"file,label\" in the"
                        + " first line, got \"file,fold,x\" (give `labelColumn`, by name)",
                "'a.wav,\"x\n'      | : file must be a readable CSV file; ",
            })
    void table_badOnes_areRefusedWithTheirPlace(String text, String expected) throws IOException {
        Path file = csv(text);

        var refused = assertThrows(InputException.class, () -> classOf(table(file), "a.wav"));

        assertTrue(refused.getMessage().startsWith(file + expected), refused::getMessage);
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void table_theSameTwice_isTheSame() throws IOException {
        assertEquals(Optional.of("x"), classOf(table(csv("./a.wav,x\na.wav,x\n")), "a.wav"));
    }

    @Test
    void table_archiveOrWorkbook_isRefused() throws IOException {
        Path file = Files.write(folder.resolve("labels.xlsx"), new byte[] {'P', 'K', 3, 4});

        var refused = assertThrows(InputException.class, () -> table(file));

        assertEquals(
                file + ": must be a table in a text file; got a zip archive or a workbook (unpack it, or save the table"
                        + " as CSV)",
                refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE", "UTF-16"})
    void table_anyEncoding_isUnderstood(String charset) throws IOException {
        Path file = Files.write(folder.resolve("labels.csv"), "Datei;Klasse\r\na.wav;Vögel\r\n".getBytes(charset));

        assertEquals(Optional.of("Vögel"), classOf(table(file), "a.wav"));
    }

    @Test
    void table_decomposedNames_areTheSame() throws IOException {
        LabelRule rule = table(csv("file,label\nVo\u0308gel.wav,Hu\u0308ndin\n"));

        assertEquals(Optional.of("H\u00fcndin"), classOf(rule, "V\u00f6gel.wav"));
    }

    @Test
    void table_comments_areSkippedAndMayHoldTheHeader() throws IOException {
        LabelRule rule = table(csv("# made by hand\n# YTID, start_seconds, end_seconds, positive_labels\n"
                + "yt0, 30.000, 40.000, \"/m/09x0r\"\n"));

        assertEquals(Optional.of("/m/09x0r"), classOf(rule, "yt0.wav"));
    }

    @Test
    void table_severalFileColumns_usesTheOneThatMatches() throws IOException {
        LabelRule rule = table(csv("id,label,file,file-name\n7,owl,https://example.org/7,XC7 - Owl.wav\n"));

        assertEquals(Optional.of("owl"), classOf(rule, "XC7 - Owl.wav"));
    }

    @Test
    void table_columnsByNameAndNumber_areUsed() throws IOException {
        Path file = csv("id,gen,en,file-name\n7,Strix,Tawny Owl,XC7.wav\n");
        var byName = TableColumns.AUTO.label("EN").group("gen");
        var byNumber = TableColumns.AUTO.file("4").label("2");

        SoundFile named = example(LabelRule.table(file, byName), "XC7.wav");
        assertEquals(Optional.of("Tawny Owl"), named.label());
        assertEquals(Optional.of("Strix"), named.group());
        assertEquals(
                Optional.of("Strix"),
                example(LabelRule.table(file, byNumber), "XC7.wav").label());
    }

    @Test
    void table_unknownColumn_isRefusedWithTheNames() throws IOException {
        Path file = csv("file,label\na.wav,dog\n");
        var asked = TableColumns.AUTO.label("class");

        var refused = assertThrows(InputException.class, () -> classOf(LabelRule.table(file, asked), "a.wav"));

        assertEquals(
                "labelColumn: must be a column of " + file + "; expected one of file, label, got \"class\"",
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "part, train, TRAINING", "part, Validation, VALIDATION", "part, eval, TEST", "test, True, TEST",
        "test, 0, TRAINING", "is_train, yes, TRAINING", "is_train, no, TEST", "valid, 1, VALIDATION"
    })
    void table_splitColumn_isThePart(String column, String cell, Part expected) throws IOException {
        Path file = csv("file,label," + column + "\na.wav,dog," + cell + "\n");
        var asked = TableColumns.AUTO.split(column);

        assertEquals(
                Optional.of(expected),
                example(LabelRule.table(file, asked), "a.wav").known().part());
    }

    @Test
    void table_oneValueForSeveralRecordings_isDoubted() throws IOException {
        List<Finding> findings = new ArrayList<>();
        List<SoundFile> recordings = List.of(file("x/1.wav"), file("y/1.wav"), file("2.wav"));

        var examples =
                table(csv("file,label\n1.wav,dog\n2.wav,cat\n3.wav,cat\n")).examples(recordings, findings::add);

        assertEquals(3, examples.size());
        assertEquals(
                List.of(
                        folder.resolve("labels.csv")
                                + ": files from column file (2 of 3 rows match), labels from column" + " label",
                        folder.resolve("labels.csv") + ": 1 named file is not among the recordings (3.wav)",
                        "1 name of the table fits several recordings in different folders (1.wav; write their paths"
                                + " within the folder)"),
                findings.stream().map(Finding::text).toList());
        assertTrue(findings.get(2).kind().isFault());
    }

    @Test
    void folders_trainAndTest_areTheSplit() {
        List<Finding> findings = new ArrayList<>();
        List<SoundFile> recordings = Stream.of("train/a/1.wav", "train/b/1.wav", "val/a/1.wav", "test/b/1.wav")
                .map(LabelRuleTest::file)
                .toList();

        List<SoundFile> examples = LabelRule.folders().examples(recordings, findings::add);

        assertEquals(
                List.of("a", "b", "a", "b"),
                examples.stream().flatMap(file -> file.label().stream()).toList());
        assertEquals(
                List.of(Part.TRAINING, Part.TRAINING, Part.VALIDATION, Part.TEST),
                examples.stream().flatMap(file -> file.known().part().stream()).toList());
        assertEquals(
                List.of("folders are the parts of a split, and the folders below are the classes (test 1, train 2, val"
                        + " 1)"),
                findings.stream().map(Finding::text).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"train/1.wav test/1.wav", "train/a/1.wav train/b/1.wav test/c/1.wav", "train/a/1.wav"})
    void folders_likeASplitButNone_areClasses(String names) {
        List<SoundFile> recordings =
                Stream.of(names.split(" ")).map(LabelRuleTest::file).toList();

        List<SoundFile> examples = LabelRule.folders().examples(recordings, finding -> {});

        assertEquals(Optional.of("train"), examples.get(0).label());
    }

    @Test
    void folders_namesOfBothUnicodeForms_areOneClassAndDoubted() {
        List<Finding> findings = new ArrayList<>();
        List<SoundFile> recordings = Stream.of("Vo\u0308gel/1.wav", "V\u00f6gel/2.wav")
                .map(name -> SoundFile.of(Path.of(name), FileNames.composed(name)))
                .toList();

        List<SoundFile> examples = LabelRule.folders().examples(recordings, findings::add);

        assertEquals(1, examples.stream().map(SoundFile::label).distinct().count());
        assertEquals(Finding.Kind.DOUBTFUL_LABELS, findings.get(0).kind());
    }

    private static SoundFile file(String name) {
        return SoundFile.of(Path.of(name), name);
    }

    private static SoundFile example(LabelRule rule, String name) {
        return rule.examples(List.of(file(name)), finding -> {}).get(0);
    }
}
