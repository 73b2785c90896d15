package dev.zankyo.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.zankyo.backend.jvm.JavaBackend;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The packages and services that the modules offer to programs. A change of them needs a change of a list in this test.
 */
final class ModulesTest {
    private static final String CLASS = ".class";

    @Test
    void nativeBackend_exportedTypes_areTheBackends() throws Exception {
        assertEquals(
                Set.of(
                        "dev.zankyo.backend.jvm.JavaBackend",
                        "dev.zankyo.backend.onednn.OneDnnFfmBackend",
                        "dev.zankyo.backend.onednn.OneDnnFfmBatchNormBackend",
                        "dev.zankyo.backend.onednn.OneDnnJavaCppBackend",
                        "dev.zankyo.backend.onednn.OneDnnJavaCppBatchNormBackend"),
                exportedTypes(moduleOf(JavaBackend.class)));
    }

    @Test
    void core_exportedPackages_areThoseThatProgramsMeet() throws Exception {
        assertEquals(
                Set.of(
                        "dev.zankyo",
                        "dev.zankyo.audio",
                        "dev.zankyo.augment",
                        "dev.zankyo.backend",
                        "dev.zankyo.data",
                        "dev.zankyo.evaluate",
                        "dev.zankyo.graph",
                        "dev.zankyo.model",
                        "dev.zankyo.random",
                        "dev.zankyo.run",
                        "dev.zankyo.search",
                        "dev.zankyo.sounds",
                        "dev.zankyo.train"),
                exportedPackages(moduleOf(ComputeBackend.class).descriptor()));
    }

    /** The class path uses {@code META-INF/services}, the module path uses the descriptor. */
    @Test
    void nativeBackend_services_areTheSameOnBothPaths() throws Exception {
        Set<Provides> services = moduleOf(JavaBackend.class).descriptor().provides();
        assertEquals(
                Set.of(
                        "dev.zankyo.audio.AudioDecoder",
                        "dev.zankyo.backend.ComputeBackend",
                        "dev.zankyo.backend.PeakMeter"),
                services.stream().map(Provides::service).collect(Collectors.toSet()));
        for (Provides service : services) {
            assertEquals(providersOnClassPath(service.service()), service.providers());
        }
    }

    private static ModuleReference moduleOf(Class<?> type) throws URISyntaxException {
        var location = type.getProtectionDomain().getCodeSource().getLocation();
        Set<ModuleReference> found = ModuleFinder.of(Path.of(location.toURI())).findAll();
        assertEquals(1, found.size());
        ModuleReference module = found.iterator().next();
        assertFalse(module.descriptor().isAutomatic());
        return module;
    }

    private static Set<String> exportedPackages(ModuleDescriptor module) {
        return module.exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(Exports::source)
                .collect(Collectors.toSet());
    }

    private static Set<String> exportedTypes(ModuleReference module) throws IOException, ClassNotFoundException {
        Set<String> packages = exportedPackages(module.descriptor());
        Set<String> types = new TreeSet<>();
        try (ModuleReader reader = module.open();
                var files = reader.list()) {
            for (String file : files.filter(name -> name.endsWith(CLASS)).toList()) {
                String name = file.substring(0, file.length() - CLASS.length()).replace('/', '.');
                int dot = name.lastIndexOf('.');
                if (dot < 0 || !packages.contains(name.substring(0, dot)) || name.endsWith(".package-info")) {
                    continue;
                }
                Class<?> type = Class.forName(name, false, ModulesTest.class.getClassLoader());
                if (isAccessible(type)) {
                    types.add(name);
                }
            }
        }
        return types;
    }

    /** Returns whether a type and every type around it are public or protected. */
    private static boolean isAccessible(Class<?> type) {
        return type == null
                || (type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
                        && isAccessible(type.getEnclosingClass());
    }

    private static List<String> providersOnClassPath(String service) throws IOException {
        try (InputStream file = JavaBackend.class.getResourceAsStream("/META-INF/services/" + service)) {
            assertNotNull(file, service);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
