package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.data.Finding;
import dev.zankyo.documentation.JavaSource;
import dev.zankyo.documentation.Snippet;
import dev.zankyo.model.About;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.train.TrainingResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTest {
    private static final RunData DATA = new RunData(
            "recording",
            "20 % of each class, drawn at random",
            List.of(new Finding(Finding.Kind.CLIPPED, "1 recording is clipped", List.of())),
            List.of(1.0, 2.0, 6.0),
            List.of(2.0));

    /** A front end of the size of the network's input: 20 bands of 50 frames, 0.82 s at 8 kHz. */
    private static final LogMelSpec FRONT_END = LogMelSpec.DEFAULT;

    private static ModelCard card(List<String> classes, About about, Optional<LogMelSpec> frontEnd) {
        TrainingResult run = Runs.of(classes, 12, 10);
        TrainedModel model = run.model().withAbout(about);
        return ModelCard.of(
                run.withModel(frontEnd.map(model::withFrontEnd).orElse(model)),
                run.evaluation(),
                Runs.rows(classes, 30),
                Runs.rows(classes, 10),
                DATA);
    }

    @Test
    void markdown_ofAModelOfRecordings_hasEveryPart() {
        String card = card(
                        List.of("bell", "hum"),
                        new About(Optional.of("CC-BY-4.0"), Optional.of("Tells bells\nfrom hums.")),
                        Optional.of(FRONT_END))
                .markdown();
        assertTrue(
                card.startsWith("# Sound classifier: bell, hum\n\n## Intended use\n\nTells bells from hums.\n"), card);
        List<String> headings =
                card.lines().filter(line -> line.startsWith("## ")).toList();
        assertEquals(
                List.of(
                        "## Intended use",
                        "## Data",
                        "## Metrics",
                        "## Limits",
                        "## How to use it",
                        "## Training",
                        "## License"),
                headings);
        assertTrue(
                card.contains("\nTraining set: 60 recordings, 9.0 s in all (the shortest 1.0 s, the median 2.0 s, the"
                        + " longest 6.0 s).\n"),
                card);
        assertTrue(card.contains("\nHeld out for the test: 20 % of each class, drawn at random.\n"), card);
        assertTrue(card.contains("\nFrequencies: the model uses 50 to 4000 Hz. "), card);
        assertTrue(card.contains("only the loudest 0.82 s are used"), card);
        assertTrue(card.contains("\nUnknown sounds are not detected"), card);
        assertTrue(card.contains("\nFound in the data: 1 recording is clipped.\n"), card);
        assertTrue(card.contains("predict --model model.safetensors recording.wav\n"), card);
        assertTrue(card.endsWith("\n## License\n\nCC-BY-4.0\n"), card);
    }

    /** The run predicts 19 of 20 rows correctly, all of the first class: Wilson's interval is 76.4 to 99.1 %. */
    @Test
    void metrics_ofTheCard_haveIntervals() {
        String card = card(List.of("bell", "hum"), About.NONE, Optional.empty()).markdown();
        int correct =
                Runs.of(List.of("bell", "hum"), 12, 10).evaluation().confusion().correct();
        assertEquals(19, correct);
        assertTrue(
                card.contains("| metric | value | 95 % interval | recordings |\n| --- | ---: | ---: | ---: |\n"
                        + "| accuracy | 95 % | 76 to 99 % | 19 of 20 |\n"),
                card);
        assertTrue(card.contains("| recall of bell | "), card);
        assertTrue(card.endsWith("\n## License\n\nNot stated.\n"), card);
    }

    @Test
    void markdown_ofHostileNames_showsThemAsTheyAre() {
        String card = card(
                        List.of("a|b", Runs.HOSTILE),
                        new About(Optional.of("# [x](y)"), Optional.empty()),
                        Optional.empty())
                .markdown();
        assertFalse(card.contains("<script"), card);
        assertTrue(card.contains("recall of a\\|b |"), card);
        assertTrue(card.endsWith("\n\\# \\[x\\](y)\n"), card);
        assertEquals("1\\. x", Markdown.escaped("1. x"));
        assertEquals("\\- x", Markdown.escaped(" - x"));
        assertEquals("\\u202e\\*x\\* y", Markdown.escaped("\u202e*x*\ny").replace("\\\\u", "\\u"));
    }

    @Test
    void section_ofTheCard_hasTheSameContentAsTheFile(@TempDir Path folder) throws IOException {
        ModelCard card = card(List.of("bell", Runs.HOSTILE), About.NONE, Optional.of(FRONT_END));
        card.write(folder.resolve("model-card.md"));
        assertEquals(card.markdown(), Files.readString(folder.resolve("model-card.md")));
        String html = card.section().html();
        assertFalse(html.contains("<script"), html);
        for (String line : card.markdown().lines().toList()) {
            if (line.startsWith("## ")) {
                assertTrue(html.contains("<h3>" + line.substring(3) + "</h3>"), line);
            }
        }
        assertTrue(VerdictTest.text(card.section()).contains("recall of bell "), html);
    }

    /** Checks the Java for a model of recordings and for one of rows. */
    @Test
    void code_inJava_compiles(@TempDir Path folder) throws IOException {
        for (Optional<LogMelSpec> frontEnd : List.of(Optional.of(FRONT_END), Optional.<LogMelSpec>empty())) {
            Path file = folder.resolve("model-card.md");
            card(List.of("bell", "hum"), About.NONE, frontEnd).write(file);
            Snippet snippet = Snippet.of(file, "java").getFirst();
            JavaSource source = JavaSource.of(snippet.code());
            Path code = Files.writeString(folder.resolve(source.type() + ".java"), source.text());
            var errors = new ByteArrayOutputStream();
            int status = ToolProvider.getSystemJavaCompiler()
                    .run(
                            null,
                            null,
                            errors,
                            "-d",
                            folder.toString(),
                            "-classpath",
                            System.getProperty("java.class.path"),
                            "-proc:none",
                            code.toString());
            assertEquals(0, status, errors::toString);
        }
    }
}
