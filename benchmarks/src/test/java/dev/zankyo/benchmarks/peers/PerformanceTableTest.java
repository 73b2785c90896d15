package dev.zankyo.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerformanceTableTest {
    private static final String PAGE =
            "# Title\n\n" + PerformanceTable.BEGIN + "\nold figures\n" + PerformanceTable.END + "\n\nthe rest\n";

    @TempDir
    Path folder;

    private Path run;
    private Path page;

    @BeforeEach
    void lay() throws IOException {
        run = folder.resolve("peers.json");
        page = folder.resolve("page.md");
        try (InputStream fixed = getClass().getResourceAsStream("peers.json")) {
            Files.copy(fixed, run);
        }
        Files.writeString(page, PAGE);
    }

    @Test
    void update_replacesWhatStandsBetweenTheMarkers() throws IOException {
        PerformanceTable.update(run, page);
        assertEquals(
                "# Title\n\n" + PerformanceTable.BEGIN + "\n" + EXPECTED + PerformanceTable.END + "\n\nthe rest\n",
                Files.readString(page));
    }

    @Test
    void update_twice_changesNothing() throws IOException {
        PerformanceTable.update(run, page);
        String once = Files.readString(page);
        PerformanceTable.update(run, page);
        assertEquals(once, Files.readString(page));
    }

    @Test
    void update_pageWithoutMarkers_isRefusedAndStays() throws IOException {
        Files.writeString(page, "no markers\n");
        InputException refused = assertThrows(InputException.class, () -> PerformanceTable.update(run, page));
        assertTrue(refused.getMessage().contains(PerformanceTable.BEGIN), refused.getMessage());
        assertEquals("no markers\n", Files.readString(page));
    }

    @Test
    void update_brokenRun_isRefused() throws IOException {
        Files.writeString(run, "{\"date\": 1");
        InputException refused = assertThrows(InputException.class, () -> PerformanceTable.update(run, page));
        assertTrue(refused.getMessage().startsWith(run.toString()), refused.getMessage());
        assertEquals(PAGE, Files.readString(page));
    }

    /** The ratio is the median of 300/100, 420/200 and 525/210, not 420/200. */
    private static final String EXPECTED = """
            2026-01-02: A Processor, 2 cores (avx512f), 8 GiB, Linux 6.1, JDK Vendor-25 25+36. Float32 multiply-adds on 2 threads: 400 GFLOP/s (390-410).
            Each contestant ran in its own process. It was checked against the same losses and logits, then warmed
            up for 2.00 s and timed for 4.00 s, 3 times, in turns with the others. Medians; lowest and highest.

            | | samples/s | lowest-highest | of libtorch's best | p50 ms | p99 ms | of the peak | peak MiB |
            |---|---:|---:|---:|---:|---:|---:|---:|
            | **training, batch 16, 2 threads, float32** | | | | | | | |
            | onednn | 420.0 | 300.0-525.0 | 2.50 | 38.10 | 40.00 | 0.53 | 300 |
            | libtorch | 200.0 | 100.0-210.0 | 1.00 | 80.00 | 90.50 | 0.25 | 500 |
            | **inference, batch 1, 2 threads, bfloat16** | | | | | | | |
            | onednn | 2000.0 | 1990.0-2010.0 |  | 0.50 | 0.75 | 0.83 | 150 |

            - `libtorch`: libtorch 1.0
            - `onednn`: oneDNN 2.0
            """;
}
