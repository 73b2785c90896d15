package dev.zankyo.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The module that a trimmed Java runtime lacks, found from the class that could not be loaded. */
final class MissingModule {
    /** The module of each prefix of the JDK's package names; longer prefixes come first. */
    private static final Map<String, String> MODULES = new LinkedHashMap<>();

    static {
        MODULES.put("com.sun.management.", "jdk.management");
        MODULES.put("com.sun.net.httpserver.", "jdk.httpserver");
        MODULES.put("java.awt.", "java.desktop");
        MODULES.put("java.beans.", "java.desktop");
        MODULES.put("java.lang.management.", "java.management");
        MODULES.put("java.net.http.", "java.net.http");
        MODULES.put("java.sql.", "java.sql");
        MODULES.put("java.util.logging.", "java.logging");
        MODULES.put("java.util.prefs.", "java.prefs");
        MODULES.put("javax.imageio.", "java.desktop");
        MODULES.put("javax.management.", "java.management");
        MODULES.put("javax.naming.", "java.naming");
        MODULES.put("javax.sound.", "java.desktop");
        MODULES.put("javax.swing.", "java.desktop");
        MODULES.put("javax.xml.", "java.xml");
        MODULES.put("jdk.incubator.vector.", "jdk.incubator.vector");
        MODULES.put("org.w3c.dom.", "java.xml");
        MODULES.put("org.xml.sax.", "java.xml");
        MODULES.put("sun.misc.", "jdk.unsupported");
    }

    private MissingModule() {}

    /** Returns the name of the module, or empty if the failure has another reason. */
    static Optional<String> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // The class follows the name of the exception, or the name of a failure that its message quotes.
            String text = (cause + " ").replace('/', '.');
            boolean missing = text.contains("NoClassDefFoundError: ") || text.contains("ClassNotFoundException: ");
            for (Map.Entry<String, String> module : MODULES.entrySet()) {
                if (missing && text.contains(": " + module.getKey())) {
                    return Optional.of(module.getValue());
                }
            }
        }
        return Optional.empty();
    }
}
