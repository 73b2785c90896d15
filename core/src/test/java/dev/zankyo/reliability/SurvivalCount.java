package dev.zankyo.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * The JUnit extension behind {@link Survives}. It counts trials and, after all tests of a process, writes a file per
 * counted class.
 */
final class SurvivalCount implements AfterEachCallback, ParameterResolver {
    /** The JUnit parameter that names another output folder than the module's. */
    static final String FOLDER = "reliability.folder";

    private static final Namespace OWN = Namespace.create(SurvivalCount.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Trials.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Trials trials = new Trials();
        test.getStore(OWN).put(Trials.class, trials);
        return trials;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Optional<Throwable> failure = test.getExecutionException();
        if (failure.filter(TestAbortedException.class::isInstance).isPresent()) {
            return; // its assumptions do not hold here, so nothing was tried
        }
        Survives line = AnnotationSupport.findAnnotation(test.getElement(), Survives.class)
                .or(() -> AnnotationSupport.findAnnotation(test.getRequiredTestClass(), Survives.class))
                .orElseThrow();
        Trials trials = test.getStore(OWN).get(Trials.class, Trials.class);
        long one = failure.isEmpty() ? 1 : 0;
        long survived = trials == null ? one : trials.count();
        long tried = failure.isEmpty() ? survived : survived + 1;
        Path folder = Path.of(test.getConfigurationParameter(FOLDER).orElse("target/reliability"));
        String name = test.getRequiredTestClass().getSimpleName();
        test.getRoot()
                .getStore(OWN)
                .getOrComputeIfAbsent(name, key -> new Counts(folder.resolve(name + ".tsv")), Counts.class)
                .add(line, tried, survived);
    }

    /** The counts of one class; JUnit's store closes them at the end. */
    private static final class Counts implements AutoCloseable {
        private final Path file;
        private final Map<Survives, long[]> lines = new LinkedHashMap<>();

        Counts(Path file) {
            this.file = file;
        }

        synchronized void add(Survives line, long tried, long survived) {
            long[] sums = lines.computeIfAbsent(line, key -> new long[2]);
            sums[0] += tried;
            sums[1] += survived;
        }

        @Override
        public synchronized void close() throws IOException {
            List<String> text = new ArrayList<>();
            lines.forEach((line, sums) ->
                    text.add(line.promise().name() + '\t' + line.what() + '\t' + sums[0] + '\t' + sums[1]));
            Files.createDirectories(file.getParent());
            Files.write(file, text);
        }
    }
}
