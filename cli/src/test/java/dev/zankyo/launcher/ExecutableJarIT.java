package dev.zankyo.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.zankyo.backend.ComputeBackend;
import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ExecutableJarIT {
    private static final long MIB = 1 << 20;
    private static final int JAVA_8 = 52;

    private JarFile jar;
    private List<String> names;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(Program.JAR.toFile());
        names = jar.stream().map(ZipEntry::getName).toList();
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    private String text(String name) throws IOException {
        assertNotNull(jar.getEntry(name), name);
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void size_isBounded() throws IOException {
        long most = names.stream().anyMatch(name -> name.contains("/windows-x86_64/") && name.endsWith(".dll"))
                ? 100 * MIB // built for all platforms
                : 40 * MIB;
        assertTrue(Files.size(Program.JAR) <= most, () -> Program.JAR.toFile().length() + " bytes");
    }

    @Test
    void manifest_saysHowToStartIt() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();
        assertEquals(Launcher.class.getName(), manifest.getValue(Attributes.Name.MAIN_CLASS));
        assertEquals("ALL-UNNAMED", manifest.getValue("Enable-Native-Access"));
        assertTrue(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION).matches("\\d+\\.\\d+\\.\\d+.*"));
    }

    @Test
    void launcher_everyClass_isOfJava8() throws IOException {
        List<String> classes = names.stream()
                .filter(name -> name.matches("dev/zankyo/launcher/.*\\.class"))
                .toList();
        assertTrue(classes.size() >= 6, classes::toString);
        for (String name : classes) {
            try (var in = new DataInputStream(jar.getInputStream(jar.getEntry(name)))) {
                assertEquals(0xCAFEBABE, in.readInt());
                in.readUnsignedShort();
                assertEquals(JAVA_8, in.readUnsignedShort(), name);
            }
        }
    }

    @Test
    void entries_haveOneNameEach() {
        assertEquals(names.size(), Set.copyOf(names).size());
    }

    @Test
    void entries_noModuleNorSignatureOfAnotherJar_areInside() {
        assertEquals(
                List.of(),
                names.stream()
                        .filter(name -> name.endsWith("module-info.class")
                                || name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)")
                                || name.contains("/include/"))
                        .toList());
    }

    @Test
    void services_everyBackend_isNamed() throws IOException {
        Set<String> merged = text("META-INF/services/" + ComputeBackend.class.getName())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.toSet());
        Set<String> known = ServiceLoader.load(ComputeBackend.class).stream()
                .map(provider -> provider.type().getName())
                .collect(Collectors.toSet());
        assertEquals(known, merged);
    }

    @Test
    void notices_everyLibraryInside_isNamed() throws IOException {
        String notices = text("META-INF/THIRD-PARTY-NOTICES.txt");
        assertTrue(text("META-INF/LICENSE").contains("Apache License"));
        List<String> libraries = names.stream()
                .filter(name -> name.matches("META-INF/maven/.*/pom.properties") && !name.contains("/dev.zankyo/"))
                .map(name -> name.split("/")[3])
                .toList();
        assertTrue(libraries.size() >= 10, libraries::toString);
        for (String library : libraries) {
            assertTrue(notices.contains("\n" + library + " "), library);
        }
    }

    /** Checks Maven's list of the artifacts in the jar, because some of them contain no description of their own. */
    @Test
    @Survives(
            promise = Promise.SECURITY,
            what = "dependencies in the jar, by the bill of materials: each has its checksum, its license and its"
                    + " notice")
    void materials_everyOne_hasAChecksumAndALicenceAndIsAmongTheNotices(Trials trials) throws IOException {
        Path bill = Program.JAR.resolveSibling("bom.json");
        assumeTrue(Files.exists(bill), "Maven writes it only when it is online");
        String notices = text("META-INF/THIRD-PARTY-NOTICES.txt");
        JsonNode materials = new ObjectMapper().readTree(Files.readString(bill)).required("components");
        List<String> foreign = new ArrayList<>();
        for (JsonNode material : materials) {
            String name = material.required("name").asText();
            assertTrue(material.required("hashes").findValuesAsText("alg").contains("SHA-256"), material::toString);
            assertFalse(material.required("licenses").isEmpty(), material::toString);
            if (!material.required("group").asText().equals("dev.zankyo")) {
                foreign.add(name);
                assertTrue(notices.contains("\n" + name + " "), name);
                trials.survived();
            }
        }
        assertTrue(foreign.containsAll(List.of("uplot", "jmustache", "picocli", "dnnl")), foreign::toString);
    }

    @Test
    void notices_everyTextTheyPointTo_isInside() throws IOException {
        Matcher pointers = Pattern.compile("META-INF/[\\w./-]*\\w").matcher(text("META-INF/THIRD-PARTY-NOTICES.txt"));
        while (pointers.find()) {
            assertNotNull(jar.getEntry(pointers.group()), pointers.group());
        }
    }
}
