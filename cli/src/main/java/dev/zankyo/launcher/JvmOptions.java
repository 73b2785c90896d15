package dev.zankyo.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The options of Java virtual machines: those that the user gave to this one, and those for the one that runs the
 * program.
 */
final class JvmOptions {
    private static final Path COMMAND_LINE = Paths.get("/proc/self/cmdline");

    /** Resource with the options that the backends need, one per line; lines that begin with # are comments. */
    private static final String OF_BACKENDS = "/META-INF/zankyo/jvm.options";

    private JvmOptions() {}

    /**
     * Returns the options before {@code -jar} on the command line of this process. {@code JDK_JAVA_OPTIONS} is
     * inherited anyway.
     */
    static List<String> given() {
        try {
            if (Files.isReadable(COMMAND_LINE)) {
                // This is much faster than the management beans, which take 20 ms.
                String line = new String(Files.readAllBytes(COMMAND_LINE), Charset.defaultCharset());
                return beforeJar(Arrays.asList(line.split("\0")));
            }
            return new ArrayList<String>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        } catch (IOException | LinkageError e) {
            return new ArrayList<String>(); // a runtime without the management module
        }
    }

    static List<String> beforeJar(List<String> commandLine) {
        int jar = commandLine.indexOf("-jar");
        return new ArrayList<String>(jar < 0 ? Collections.<String>emptyList() : commandLine.subList(1, jar));
    }

    /**
     * Returns the program's options: native access without a warning, the Vector API, the backends' options, and the
     * serial collector unless the user has chosen another. The serial collector suits training, which allocates nothing
     * and keeps every core busy.
     */
    static List<String> own(Jdk jdk, List<String> given, Map<String, String> environment) {
        List<String> own = new ArrayList<String>();
        own.add("--enable-native-access=ALL-UNNAMED");
        if (jdk.hasVectorApi()) {
            own.add("--add-modules=" + Jdk.VECTOR_API);
            own.addAll(ofBackends());
        }
        String chosen = given + " " + environment.get("JDK_JAVA_OPTIONS") + " " + environment.get("JAVA_TOOL_OPTIONS");
        if (!chosen.matches("(?s).*-XX:[+-]Use[A-Za-z0-9]*GC\\b.*")) {
            own.add("-XX:+UseSerialGC");
        }
        return own;
    }

    private static List<String> ofBackends() {
        List<String> options = new ArrayList<String>();
        InputStream resource = JvmOptions.class.getResourceAsStream(OF_BACKENDS);
        if (resource == null) {
            return options; // a jar without backends
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && !line.startsWith("#")) {
                    options.add(line);
                }
            }
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException("the program's jar: could not be read; " + e.getMessage(), e);
        }
    }
}
