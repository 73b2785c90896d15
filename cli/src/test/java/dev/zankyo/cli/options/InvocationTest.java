package dev.zankyo.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class InvocationTest {
    @Test
    void of_jar_isWhatStartedIt() {
        assertEquals("java -jar cli/target/cli.jar predict", Invocation.of("cli/target/cli.jar", "predict"));
    }

    @Test
    void of_plugInsOnTheClassPath_doesWithoutThem() {
        String classPath = "cli.jar" + File.pathSeparator + "plugins/a.jar";
        assertEquals("java -jar cli.jar predict", Invocation.of(classPath, "predict"));
    }

    @Test
    void of_classFolders_isTheBareName() {
        assertEquals("zankyo predict", Invocation.of("target/classes", "predict"));
    }

    @Test
    void of_wordsAShellWouldSplit_areQuoted() {
        assertEquals(
                "java -jar 'my jars/cli.jar' predict 'it'\\''s.csv' a/b-c_d.csv ''",
                Invocation.of("my jars/cli.jar", "predict", Path.of("it's.csv"), Path.of("a/b-c_d.csv"), ""));
    }
}
