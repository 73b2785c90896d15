package dev.zankyo.cli.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.zankyo.backend.Peak;
import dev.zankyo.backend.Precision;
import dev.zankyo.cli.terminal.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The rows of {@code bench} as a table and as JSON. */
final class BenchTable {
    private BenchTable() {}

    static void printText(PrintWriter out, List<BenchRow> rows, Optional<Peak> roof) {
        out.println(
                "peak          " + roof.map(BenchTable::describe).orElse("unknown; measuring it needs the Vector API"));
        rows.stream()
                .findFirst()
                .ifPresent(row -> out.println("threads       " + row.what().threads()));
        Table table = Table.of(
                "<backend", "<mode", "batch", "<format", "samples/s", "?p50 ms", "?p99 ms", "?peak", "share", "?MiB");
        for (BenchRow row : rows) {
            table.add(
                    row.what().backend(),
                    row.what().mode(),
                    row.what().batchSize(),
                    row.what().precision(),
                    figure("%.1f", row.samplesPerSecond()),
                    figure("%.2f", row.latencyP50Millis()),
                    figure("%.2f", row.latencyP99Millis()),
                    figure("%.0f", row.roofSamplesPerSecond()),
                    figure("%.2f", row.roofShare()),
                    figure("%.0f", row.peakMemoryMib()));
        }
        table.print(out);
    }

    /** Returns the peak in words. Bfloat16 is not measured; the text says so. */
    private static String describe(Peak roof) {
        return String.format(
                Locale.ROOT,
                "%.0f GFLOP/s in float32, %.0f in bfloat16 (taken as twice that),%n"
                        + "              %.1f GB/s of memory (triad)",
                roof.gigaflops(Precision.FLOAT32),
                roof.gigaflops(Precision.BFLOAT16),
                roof.gigabytes());
    }

    private static String figure(String format, OptionalDouble value) {
        return value.isEmpty() ? "-" : figure(format, value.getAsDouble());
    }

    private static String figure(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** Prints an array of objects; unknown values are null. */
    static void printJson(PrintWriter out, List<BenchRow> rows) {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartArray();
            for (BenchRow row : rows) {
                json.writeStartObject();
                json.writeStringField("backend", row.what().backend());
                json.writeStringField("mode", row.what().mode().toString());
                json.writeNumberField("batch_size", row.what().batchSize());
                json.writeNumberField("threads", row.what().threads());
                json.writeStringField("precision", row.what().precision().toString());
                json.writeNumberField("samples_per_second", row.samplesPerSecond());
                json.writeNumberField("latency_p50_ms", row.latencyP50Millis());
                json.writeNumberField("latency_p99_ms", row.latencyP99Millis());
                write(json, "roof_samples_per_second", row.roofSamplesPerSecond());
                write(json, "roof_share", row.roofShare());
                json.writeNumberField("peak_memory_mib", row.peakMemoryMib());
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException("standard output: could not be written; " + e.getMessage(), e);
        }
        out.println();
    }

    private static void write(JsonGenerator json, String name, OptionalDouble value) throws IOException {
        if (value.isEmpty()) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value.getAsDouble());
        }
    }
}
