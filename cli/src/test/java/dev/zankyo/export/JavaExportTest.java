package dev.zankyo.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.ClassifierOptions;
import dev.zankyo.SoundClassifier;
import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.model.TrainedModel;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles exported sources and compares their predictions with ours. */
final class JavaExportTest {
    @TempDir
    private Path folder;

    private Class<?> compiled(TrainedModel model) throws Exception {
        Path file = folder.resolve("Birds.java");
        new JavaExport(model, "Birds").write(file);
        var messages = new ByteArrayOutputStream();
        String[] arguments = {
            "-Xlint:all",
            "-Werror",
            "--release",
            "17",
            "-cp",
            folder.toString(),
            "-d",
            folder.toString(),
            file.toString()
        };
        int result = ToolProvider.getSystemJavaCompiler().run(null, messages, messages, arguments);
        assertEquals(0, result, messages::toString);
        // The JDK alone: the parent loader does not know this project.
        var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        return loader.loadClass("Birds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits", "general", "torchaudio,power=1,level=rms"})
    void write_aModelOfRecordings_predictsTheSame(String frontEnd) throws Exception {
        TrainedModel model = OnnxExportTest.model(LogMelSpec.parse(frontEnd));
        Method probabilities = compiled(model).getMethod("probabilities", float[].class);
        int rate = model.frontEnd().orElseThrow().sampleRate();
        try (var classifier = SoundClassifier.of(model, ClassifierOptions.defaults())) {
            for (int length : new int[] {300, rate / 2, 2 * rate}) {
                float[] clip = OnnxExportTest.clip(length, rate);
                double[] actual = (double[]) probabilities.invoke(null, (Object) clip);
                assertArrayEquals(classifier.predict(clip, rate).probabilities(), actual, 1e-4, "length " + length);
            }
        }
    }

    @Test
    void write_classesWithQuotesAndOtherLetters_keepsThem() throws Exception {
        TrainedModel model = OnnxExportTest.model(LogMelSpec.parse("digits"));
        Method classes = compiled(model).getMethod("classes");
        assertArrayEquals(model.classes().toArray(), (String[]) classes.invoke(null));
        assertEquals(
                1,
                Files.readString(folder.resolve("Birds.java"))
                                .chars()
                                .filter(c -> c > 126)
                                .count()
                        + 1);
    }
}
