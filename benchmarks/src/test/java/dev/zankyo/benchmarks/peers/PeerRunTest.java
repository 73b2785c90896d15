package dev.zankyo.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a whole run, in separate processes, with contestants that need no other library. */
@Tag("full")
class PeerRunTest {
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return PeerRun.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
    }

    @Test
    void twoContestants_twoRounds_twoRows(@TempDir Path folder) throws IOException {
        int exitCode = run(
                "--contestants=java,java-plain",
                "--modes=inference",
                "--inference-batch=1",
                "--precision=float32",
                "--threads=1",
                "--rounds=2",
                "--warm-up=0.1",
                "--seconds=0.1",
                "--out=" + folder);
        assertEquals(0, exitCode, () -> errors + read(folder.resolve("peers.log")));
        Report report =
                Json.read(Subject.named("report"), Files.readString(folder.resolve("peers.json")), Report.class);
        assertEquals(2, report.rows().size());
        for (Report.Row row : report.rows()) {
            assertEquals(new Case(Case.Mode.INFERENCE, 1, 1, Case.FLOAT32), row.what());
            assertEquals(2, row.samplesPerSecondOfRounds().size());
            assertTrue(row.roofShare() > 0 && Double.isFinite(row.roofShare()), row.toString());
            assertTrue(row.peakMemoryMib() > 10, row.toString());
        }
        assertEquals(PeerTable.of(report), Files.readString(folder.resolve("peers.md")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void unknownContestant_isRefusedInOneLine() {
        assertEquals(2, run("--contestants=abacus"));
        assertEquals(1, errors.toString().lines().count(), errors::toString);
        assertTrue(errors.toString().contains("got abacus"), errors::toString);
    }

    @Test
    void unknownMode_isRefusedInOneLine() {
        assertEquals(2, run("--modes=dreaming"));
        assertEquals(1, errors.toString().lines().count(), errors::toString);
        assertTrue(errors.toString().contains("got dreaming"), errors::toString);
    }
}
