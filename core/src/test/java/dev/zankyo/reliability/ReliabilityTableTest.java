package dev.zankyo.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class ReliabilityTableTest {
    @TempDir
    Path project;

    /** A test class that does not run on its own. */
    @Survives(promise = Promise.SECURITY, what = "cases a|b")
    static final class Subject {
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3})
        void secondCase_fails(int number) {
            assertTrue(number != 2);
        }

        @Test
        @Survives(promise = Promise.KILLS, what = "trials of two tests")
        void everyTrial_isCounted(Trials trials) {
            trials.survived(1_000);
            trials.survived();
        }

        @Test
        @Survives(promise = Promise.KILLS, what = "trials of two tests")
        void trialThatFails_isTriedOnly(Trials trials) {
            trials.survived();
            throw new AssertionError();
        }

        @Test
        @Survives(promise = Promise.RESUME, what = "skipped")
        void skipped_leavesNoLine() {
            abort("as where a right is missing");
        }
    }

    @Test
    void table_ofAClass_isOfWhatHappened() throws IOException {
        for (String module : List.of("a", "b")) {
            var request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(Subject.class))
                    .configurationParameter(
                            SurvivalCount.FOLDER,
                            project.resolve(module)
                                    .resolve("target/reliability")
                                    .toString())
                    .build();
            LauncherFactory.create().execute(request);
        }
        List<String> lines = ReliabilityTable.of(project).lines().toList();
        assertEquals(
                List.of(
                        "| kills | trials of two tests | 2,006 | 2,004 | `mvn test -Pslow -Dtest=Subject` |",
                        "| security | cases a\\|b | 6 | 4 | `mvn test -Pslow -Dtest=Subject` |"),
                lines.subList(5, lines.size() - 1));
    }
}
