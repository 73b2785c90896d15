package dev.zankyo.launcher;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The plug-in jars: decoders of sound files, compute backends and other services. They are in the folder named by the
 * environment variable {@value #VARIABLE}, or else in the folder {@code plugins} beside the jar.
 */
final class Plugins {
    static final String VARIABLE = "ZANKYO_PLUGINS";

    private Plugins() {}

    /** Returns the plug-in jars, sorted by name; none if the folder does not exist. */
    static List<String> find(String classPath, Map<String, String> environment) {
        String named = environment.get(VARIABLE);
        File folder = named != null && !named.isEmpty()
                ? new File(named)
                : new File(new File(classPath).getAbsoluteFile().getParentFile(), "plugins");
        File[] files = folder.listFiles();
        List<String> jars = new ArrayList<String>();
        if (files != null) {
            Arrays.sort(files);
            for (File file : files) {
                if (file.isFile() && file.getName().endsWith(".jar")) {
                    jars.add(file.getPath());
                }
            }
        }
        return jars;
    }
}
