package dev.zankyo.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.model.About;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.run.RunFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HuggingFaceExportTest {
    @TempDir
    private Path folder;

    @Test
    void write_aModelOfRecordings_hasEveryFileOfARepository() throws IOException {
        TrainedModel model =
                OnnxExportTest.model(LogMelSpec.parse("general")).withAbout(About.NONE.withLicense("CC-BY-4.0"));
        Path hub = folder.resolve("a/hub");
        var figures = new RunFigures(60, 0.75, 0.5, 0.7, 9);

        new HuggingFaceExport(model, "birds: \"two\"", Optional.of("# Card\n"), Optional.of(figures)).write(hub);

        try (var files = Files.list(hub)) {
            assertEquals(
                    Set.of("README.md", "config.json", "model.onnx", "model.safetensors", "preprocessor_config.json"),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
        assertEquals(
                model.classes(),
                ModelFile.read(hub.resolve("model.safetensors")).classes());
        JsonNode config = new ObjectMapper().readTree(hub.resolve("config.json").toFile());
        assertEquals("b \"quoted\"", config.at("/id2label/1").asText());
        assertEquals(2, config.get("label2id").get("ü").asInt());
        JsonNode preprocessor = new ObjectMapper()
                .readTree(hub.resolve("preprocessor_config.json").toFile());
        assertEquals(16_000, preprocessor.get("sampling_rate").asInt());
        assertEquals("""
                ---
                license: cc-by-4.0
                library_name: zankyo
                pipeline_tag: audio-classification
                tags:
                - audio
                - onnx
                - zankyo
                metrics:
                - accuracy
                - f1
                model-index:
                - name: "birds: \\"two\\""
                  results:
                  - task:
                      type: audio-classification
                    dataset:
                      name: "60 test rows"
                      type: custom
                    metrics:
                    - type: accuracy
                      value: 0.75
                    - type: f1
                      name: macro F1
                      value: 0.7
                ---

                # Card
                """, Files.readString(hub.resolve("README.md")));
    }

    @Test
    void write_anotherLicenseAndNoRun_saysSo() throws IOException {
        TrainedModel model =
                OnnxExportTest.model(LogMelSpec.parse("digits")).withAbout(About.NONE.withLicense("Ask me: first"));

        new HuggingFaceExport(model, "birds", Optional.empty(), Optional.empty()).write(folder);

        String card = Files.readString(folder.resolve("README.md"));
        assertTrue(card.startsWith("---\nlicense: other\nlicense_name: \"Ask me: first\"\n"), card);
        assertTrue(
                card.endsWith("# birds\n\nA sound classifier with 3 classes, which `config.json` names. Its test"
                        + " figures are not known.\n"),
                card);
    }
}
