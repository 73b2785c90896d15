package dev.zankyo.sounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelRuleTest {
    @TempDir
    private Path folder;

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("labels.csv"), text);
    }

    @Test
    void folders_anyDepth_isTheTopmost() {
        assertEquals(Optional.of("dog"), LabelRule.folders().classOf("dog/a.wav"));
        assertEquals(Optional.of("dog"), LabelRule.folders().classOf("dog/far/away/a.wav"));
    }

    @Test
    void folders_noneOrUnderscore_isNoClass() {
        assertEquals(Optional.empty(), LabelRule.folders().classOf("a.wav"));
        assertEquals(Optional.empty(), LabelRule.folders().classOf("_background_noise_/a.wav"));
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

        assertEquals(Optional.ofNullable(expected), rule.classOf(name));
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
        LabelRule rule = LabelRule.table(csv("a.wav,dog\n./deep/b.wav , \"cat, small\"\ndeep\\c.wav,7.0\n"));

        assertEquals(Optional.of("dog"), rule.classOf("a.wav"));
        assertEquals(Optional.of("dog"), rule.classOf("elsewhere/a.wav"));
        assertEquals(Optional.of("cat, small"), rule.classOf("deep/b.wav"));
        assertEquals(Optional.of("7"), rule.classOf("deep/c.wav"));
        assertEquals(Optional.empty(), rule.classOf("d.wav"));
    }

    @Test
    void table_pathsFromElsewhere_areKnownByTheirEnds() throws IOException {
        LabelRule rule = LabelRule.table(csv("set/audio/a.wav,dog\n/home/me/b.wav,cat\nx/c.wav,dog\ny/c.wav,cat\n"));

        assertEquals(Optional.of("dog"), rule.classOf("a.wav"));
        assertEquals(Optional.of("dog"), rule.classOf("audio/a.wav"));
        assertEquals(Optional.of("cat"), rule.classOf("b.wav"));
        assertEquals(Optional.of("cat"), rule.classOf("deep/y/c.wav"));
        assertEquals(Optional.empty(), rule.classOf("c.wav"), "one of two");
        assertEquals(Optional.empty(), rule.classOf("other/a.wav"), "of another folder");
    }

    @Test
    void expectation_ofEachRule_saysWhatItKnows() throws IOException {
        Path labels = csv("a.wav,x\nb.wav,x\nc.wav,x\nd.wav,x\n");

        assertEquals(
                "files that " + labels + " lists, such as a.wav, b.wav, c.wav, ...",
                LabelRule.table(labels).expectation());
        assertEquals(
                "names like \"(\\d)_.*\"",
                LabelRule.pattern(NamePattern.withGroup("labelPattern", "(\\d)_.*"))
                        .expectation());
    }

    @Test
    void table_namesWithoutEnding_areKnown() throws IOException {
        LabelRule rule = LabelRule.table(csv("ID,Class\n17,dog\n1.2-a,cat\n"));

        assertEquals(Optional.of("dog"), rule.classOf("fold1/17.wav"));
        assertEquals(Optional.of("cat"), rule.classOf("1.2-a.FLAC"));
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
        LabelRule rule = LabelRule.table(csv(text.translateEscapes().replace('>', '\n')));

        assertEquals(Optional.of("dog"), rule.classOf("a.wav"));
    }

    /** Checks a name that is only an extension, which a mutated table had. */
    @Test
    void table_nameThatIsAnEnding_isAName() throws IOException {
        LabelRule rule = LabelRule.table(csv("file,label\nb/wav,dog\n"));
        assertEquals(Optional.of("dog"), rule.classOf("b/wav"));
    }

    @Test
    void table_header_namesTheColumns() throws IOException {
        LabelRule rule = LabelRule.table(csv("filename,fold,target,category\n1-100032-A-0.wav,1,0,dog\n"));

        assertEquals(Optional.of("dog"), rule.classOf("1-100032-A-0.wav"));
        assertEquals(Optional.empty(), rule.classOf("filename"));
    }

    @Test
    void table_plainHeader_isNoRow() throws IOException {
        LabelRule rule = LabelRule.table(csv("file,label\na.wav,dog\n"));

        assertEquals(Optional.of("dog"), rule.classOf("a.wav"));
        assertEquals(Optional.empty(), rule.classOf("file"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                 | : must name files and their labels",
                "'file,label\n'     | : must name files and their labels",
                "'a.wav\n'          | :1: row must name a file and its label; expected at least 2 columns, got 1",
                "'a.wav,x\nb.wav,\n'| :2: file and label must not be empty",
                "'a.wav,x\na.wav,y' | :2: a file must have one label; expected \"x\" as before for a.wav, got \"y\"",
                "'label\nx\n'       | :1: row must name a file and its label; expected at least 2 columns, got 1",
                "',x\n'             | :1: file and label must not be empty; got \"\" and \"x\"",
                "'a.wav,1,x\n'      | :1: a table of more than two columns needs a header with file and label; expected a first"
                        + " line such as \"file,label\", got \"a.wav,1,x\"",
                "'file,fold,x\na.wav,1,y\n' | :1: a table of more than two columns needs a header with file and label",
                "'a.wav,\"x\n'      | : file must be a readable CSV file; ",
            })
    void table_badOnes_areRefusedWithTheirPlace(String text, String expected) throws IOException {
        Path file = csv(text);

        var refused = assertThrows(InputException.class, () -> LabelRule.table(file));

        assertTrue(refused.getMessage().startsWith(file + expected), refused::getMessage);
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void table_theSameTwice_isTheSame() throws IOException {
        assertEquals(
                Optional.of("x"), LabelRule.table(csv("./a.wav,x\na.wav,x\n")).classOf("a.wav"));
    }

    @Test
    void table_notUtf8_isRefused() throws IOException {
        Path file = Files.write(folder.resolve("latin.csv"), new byte[] {'a', ',', (byte) 0xE9, '\n'});

        var refused = assertThrows(InputException.class, () -> LabelRule.table(file));

        assertEquals(file + ": file must be a readable CSV file; not UTF-8", refused.getMessage());
    }
}
