package dev.zankyo.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JdkSearchTest {
    @TempDir
    Path root;

    private FakeMachine machine;

    @BeforeEach
    void machine() {
        machine = new FakeMachine(root);
    }

    @Test
    void find_emptyMachine_findsNothing() {
        assertEquals(List.of(), machine.found());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/jvm/temurin-25-jdk-amd64",
                "usr/lib64/jvm/java-25",
                "usr/java/jdk-25",
                "usr/local/openjdk-25",
                "opt/java",
                "opt/java/openjdk",
                "opt/jdk-25.0.3",
                "opt/openjdk-bin-25",
                "Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
                "opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
                "Program Files/Java/jdk-25",
                "Program Files/Eclipse Adoptium/jdk-25.0.3.9-hotspot",
                "Program Files/Microsoft/jdk-25.0.3.9-hotspot",
                "Program Files/Zulu/zulu-25",
                "home/ada/.sdkman/candidates/java/25.0.3-tem",
                "home/ada/.jdks/temurin-25.0.3",
                "home/ada/.jdks/temurin-25.0.3/Contents/Home",
                "home/ada/.gradle/jdks/eclipse_adoptium-25",
                "home/ada/.gradle/jdks/eclipse_adoptium-25/jdk-25",
                "home/ada/.m2/jdks/jdk-25",
            })
    void find_usualFolder_isSearched(String folder) {
        machine.install(folder, "25.0.3");
        assertEquals(List.of(folder), machine.found());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_HOME", "JDK_HOME", "JAVA25_HOME", "JAVA_HOME_25_X64", "JAVA_25_HOME"})
    void find_variable_isFollowed(String variable) {
        Path home = machine.install("unusual folder/j", "25");
        machine.environment.put(variable, home.toString());
        assertEquals("unusual folder/j", machine.found().get(0));
    }

    @Test
    void find_sdkmanElsewhere_isFollowed() {
        machine.install("data/sdkman/candidates/java/25-tem", "25");
        machine.environment.put("SDKMAN_DIR", root.resolve("data/sdkman").toString());
        assertEquals(List.of("data/sdkman/candidates/java/25-tem"), machine.found());
    }

    @Test
    void find_tooOld_isLeftOut() {
        machine.install("usr/lib/jvm/a", "21.0.9");
        machine.install("usr/lib/jvm/b", "1.8.0_402");
        machine.environment.put("JAVA_HOME", root.resolve("usr/lib/jvm/a").toString());
        assertEquals(List.of(), machine.found());
    }

    @Test
    void find_several_longTermThenNewest() {
        machine.install("usr/lib/jvm/a", "22.0.2");
        machine.install("usr/lib/jvm/b", "26-ea");
        machine.install("usr/lib/jvm/c", "25.0.3");
        machine.install("usr/lib/jvm/d", "29");
        assertEquals(List.of("usr/lib/jvm/d", "usr/lib/jvm/c", "usr/lib/jvm/b", "usr/lib/jvm/a"), machine.found());
    }

    @Test
    void find_trimmedRuntime_comesLast() {
        machine.install("usr/lib/jvm/a", "25.0.3", "java.base jdk.unsupported");
        machine.install("usr/lib/jvm/b", "24");
        assertEquals(List.of("usr/lib/jvm/b", "usr/lib/jvm/a"), machine.found());
    }

    @Test
    void find_javaHome_comesBeforeBetterOnes() {
        machine.install("usr/lib/jvm/a", "25.0.3");
        machine.environment.put("JAVA_HOME", machine.install("chosen", "23").toString());
        assertEquals("chosen", machine.found().get(0));
    }

    @Test
    void find_brokenPlaces_arePassedOver() throws IOException {
        machine.install("usr/lib/jvm/good", "25");
        Files.delete(machine.install("usr/lib/jvm/no-binary", "25").resolve("bin/java"));
        Files.delete(machine.install("usr/lib/jvm/no-release", "25").resolve("release"));
        FakeMachine.write(machine.install("usr/lib/jvm/odd", "25").resolve("release"), "JAVA_VERSION=\\uZZZZ");
        machine.install("usr/lib/jvm/no-version", "");
        FakeMachine.write(root.resolve("usr/java"), "a file, not a folder");
        machine.environment.put("JAVA_HOME", "\0");
        machine.environment.put("JAVA_25_HOME", root.resolve("gone").toString());
        machine.environment.put("JDK_HOME", "");
        assertEquals(List.of("usr/lib/jvm/good"), machine.found());
    }
}
