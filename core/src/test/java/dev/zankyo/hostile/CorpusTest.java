package dev.zankyo.hostile;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zankyo.reliability.Promise;
import dev.zankyo.reliability.Survives;
import dev.zankyo.reliability.Trials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that read the inputs that a fuzzer found in earlier runs. */
class CorpusTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    @Survives(
            promise = Promise.INPUT,
            what = "inputs that fuzzing kept: read or refused in one line, in bounded memory")
    void read_keptInput_isReadOrRefused(Parser parser, Trials trials) throws IOException {
        List<byte[]> inputs = Corpus.of(parser);
        assertFalse(inputs.isEmpty());
        int refused = 0;
        for (byte[] input : inputs) {
            refused += parser.refuses(input, folder.resolve("file")) ? 1 : 0;
            trials.survived();
        }
        assertTrue(refused > 0 && refused < inputs.size(), refused + " of " + inputs.size() + " refused");
    }
}
