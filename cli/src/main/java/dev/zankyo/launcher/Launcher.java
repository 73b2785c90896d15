package dev.zankyo.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * An executable jar's main class, which starts the program that the jar's manifest names ({@link Launched}).
 *
 * <p>On a Java older than {@value #OLDEST}, it searches for a newer one and runs the program there. On a newer Java
 * without the Vector API, it runs the program on the same Java with that module, which a manifest cannot request. It
 * also starts a second process if there are {@linkplain Plugins plug-ins}. Otherwise the program runs in this process.
 */
public final class Launcher {
    static final int OLDEST = 22;
    private static final Launched PROGRAM = Launched.ofManifest();

    private Launcher() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        if (NameEncoding.here().loses(args, Paths.get("/proc/self/cmdline"))) {
            System.err.println(
                    "zankyo: arguments: must be ASCII, as the locale is; got other letters (set LC_ALL=C.UTF-8)");
            System.exit(2);
        }
        List<String> streams = Terminal.streams();
        if (streams.contains("err") && args.length > 0 && PROGRAM.isAnnounced(args)) {
            System.err.print("starting ...");
            System.err.flush();
            streams.add(Terminal.ANNOUNCED);
        }
        String terminal = "-D" + Terminal.PROPERTY + "=" + String.join(",", streams);
        int running = Jdk.feature(System.getProperty("java.specification.version"));
        for (Jdk jdk : better(running)) {
            try {
                System.exit(run(jdk, terminal, args));
            } catch (IOException e) {
                System.err.println("zankyo: " + jdk.home() + ": cannot be started; " + e.getMessage());
            }
        }
        if (running < OLDEST) {
            System.err.println("zankyo: Java " + OLDEST + " or newer is needed, this is Java " + running
                    + " and no other was found (install one with your package manager, such as temurin-25-jdk; or with"
                    + " sdkman: sdk install java 25-tem; or set JAVA_HOME to one that you have)");
            System.exit(1);
        }
        runHere(terminal, args);
    }

    /** Returns the installations on which the program runs better than here, best first; empty if none is needed. */
    private static List<Jdk> better(int running) {
        if (running < OLDEST) {
            Path home = Paths.get(System.getProperty("user.home")).toAbsolutePath();
            return JdkSearch.find(home.getRoot(), home, System.getenv(), OLDEST);
        }
        Optional<Jdk> here = Jdk.at(Paths.get(System.getProperty("java.home")));
        return here.isPresent()
                        && (here.get().hasVectorApi() && !vectorApiLoaded()
                                || !plugins().isEmpty())
                ? Collections.singletonList(here.get())
                : Collections.<Jdk>emptyList();
    }

    private static List<String> plugins() {
        return Plugins.find(System.getProperty("java.class.path"), System.getenv());
    }

    private static boolean vectorApiLoaded() {
        try {
            Class.forName(Jdk.VECTOR_API + ".Vector", false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static int run(Jdk jdk, String terminal, String[] args) throws IOException {
        List<String> options = JvmOptions.given();
        options.addAll(0, JvmOptions.own(jdk, options, System.getenv()));
        List<String> path = new ArrayList<String>(plugins());
        path.add(0, System.getProperty("java.class.path"));
        String classPath = String.join(File.pathSeparator, path);
        Path home = Paths.get(System.getProperty("user.home"));
        ClassArchive archive = args.length > 0 && PROGRAM.archives(args[0])
                ? ClassArchive.of(jdk, options, classPath, args[0], System.getenv(), home)
                : null;
        if (archive == null) {
            return process(command(jdk, options, terminal, classPath, args)).run();
        }
        options.addAll(0, archive.options());
        int exitCode = process(command(jdk, options, terminal, classPath, args)).run();
        archive.close(exitCode == 0);
        return exitCode;
    }

    private static ChildProcess process(List<String> command) {
        return new ChildProcess(command, command.stream().anyMatch(word -> word.endsWith("," + Terminal.ANNOUNCED)));
    }

    private static List<String> command(
            Jdk jdk, List<String> options, String terminal, String classPath, String[] args) {
        List<String> command = new ArrayList<String>();
        command.add(jdk.java().toString());
        command.addAll(options);
        command.add(terminal);
        command.add("-cp");
        command.add(classPath);
        command.add(PROGRAM.mainClass());
        Collections.addAll(command, args);
        return command;
    }

    private static void runHere(String terminal, String[] args) throws ReflectiveOperationException {
        int equals = terminal.indexOf('=');
        System.setProperty(terminal.substring(2, equals), terminal.substring(equals + 1));
        try {
            Class.forName(PROGRAM.mainClass()).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(PROGRAM.mainClass() + ": must report its own errors", e.getCause());
        }
    }
}
