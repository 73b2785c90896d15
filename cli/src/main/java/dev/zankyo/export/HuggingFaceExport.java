package dev.zankyo.export;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.export.OnnxExport.Input;
import dev.zankyo.export.OnnxExport.Precision;
import dev.zankyo.io.AtomicFile;
import dev.zankyo.io.FileError;
import dev.zankyo.io.Json;
import dev.zankyo.model.ModelFile;
import dev.zankyo.model.TrainedModel;
import dev.zankyo.run.RunFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A model as a folder for a repository of Hugging Face: {@code README.md} (the model card with its front matter),
 * {@code model.safetensors}, {@code model.onnx}, {@code config.json} and, for a model of recordings, {@code
 * preprocessor_config.json}.
 *
 * @param model the model
 * @param name the name of the model in its card
 * @param card the model card in Markdown; empty to write a short one
 * @param figures the figures of the model's test set, if they are known
 */
public record HuggingFaceExport(TrainedModel model, String name, Optional<String> card, Optional<RunFigures> figures) {
    /** The licenses that the hub has a page for, in its spelling; it calls every other one {@code other}. */
    private static final List<String> LICENSES = List.of(
            "apache-2.0", "mit", "bsd-3-clause", "cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "openrail");

    /**
     * Writes the files into a folder, which is created if necessary, and replaces files of their names.
     *
     * @throws UncheckedIOException if a file cannot be written
     */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": could not be made; " + FileError.reason(e), e);
        }
        ModelFile.write(folder.resolve("model.safetensors"), model);
        Input input = model.frontEnd().isPresent() ? Input.WAVEFORM : Input.SPECTROGRAM;
        new OnnxExport(model, input, Precision.FLOAT32).write(folder.resolve("model.onnx"));
        write(folder.resolve("config.json"), Json.text(config()));
        model.frontEnd()
                .ifPresent(spec -> write(folder.resolve("preprocessor_config.json"), Json.text(preprocessor(spec))));
        write(folder.resolve("README.md"), frontMatter() + card.orElseGet(this::shortCard));
    }

    private static void write(Path file, String text) {
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Map<String, Object> config() {
        Map<String, Object> names = new LinkedHashMap<>();
        Map<String, Object> numbers = new LinkedHashMap<>();
        for (int c = 0; c < model.classes().size(); c++) {
            names.put(Integer.toString(c), model.classes().get(c));
            numbers.put(model.classes().get(c), c);
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("model_type", "zankyo-resnet");
        config.put("id2label", names);
        config.put("label2id", numbers);
        config.put("bands", model.config().bands());
        config.put("frames", model.config().frames());
        config.put("stem_filters", model.config().stemFilters());
        config.put("stage_filters", model.config().stageFilters());
        config.put("blocks_per_stage", model.config().blocksPerStage());
        config.put("mean", model.standardization().mean());
        config.put("deviation", model.standardization().deviation());
        return config;
    }

    private static Map<String, Object> preprocessor(LogMelSpec spec) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("feature_extractor_type", "zankyo-log-mel");
        fields.put("sampling_rate", spec.sampleRate());
        fields.putAll(spec.fields());
        return fields;
    }

    /** Returns the front matter in YAML. Its texts are JSON strings, which YAML reads alike. */
    private String frontMatter() {
        StringBuilder yaml = new StringBuilder("---\n");
        model.about().license().ifPresent(license -> {
            String id = license.toLowerCase(Locale.ROOT);
            boolean known = LICENSES.contains(id);
            yaml.append("license: ").append(known ? id : "other").append('\n');
            if (!known) {
                yaml.append("license_name: ").append(Json.line(license)).append('\n');
            }
        });
        yaml.append("library_name: zankyo\n");
        yaml.append("pipeline_tag: audio-classification\n");
        yaml.append("tags:\n- audio\n- onnx\n- zankyo\n");
        figures.ifPresent(found -> {
            yaml.append("metrics:\n- accuracy\n- f1\n");
            yaml.append("model-index:\n- name: ").append(Json.line(name)).append('\n');
            yaml.append("  results:\n  - task:\n      type: audio-classification\n");
            yaml.append("    dataset:\n      name: ").append(Json.line(found.testRows() + " test rows"));
            yaml.append("\n      type: custom\n    metrics:\n");
            yaml.append("    - type: accuracy\n      value: ")
                    .append(found.accuracy())
                    .append('\n');
            yaml.append("    - type: f1\n      name: macro F1\n      value: ")
                    .append(found.macroF1())
                    .append('\n');
        });
        return yaml.append("---\n\n").toString();
    }

    private String shortCard() {
        return "# " + name + "\n\n"
                + model.about().description().map(text -> text + "\n\n").orElse("")
                + "A sound classifier with " + model.classes().size() + " classes, which `config.json` names. Its test"
                + " figures are not known.\n";
    }
}
