package dev.zankyo.cli.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zankyo.search.Score;
import dev.zankyo.search.Setting;
import dev.zankyo.search.SuccessiveHalving.Run;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTableTest {
    private static final SweepTable TABLE = new SweepTable(List.of(
            new Run<>(new Setting(0.003, 1, 0.5), 2, 25, new Score(0.975, List.of(0.0871, 0.0871))),
            new Run<>(new Setting(0.00001, 0.5, 10), 1, 3, Score.DIVERGED)));

    @Test
    void print_ofARanking_isAligned() {
        var text = new StringWriter();
        TABLE.print(new PrintWriter(text));
        assertEquals("""
                learning                                                95 %
                    rate  width  augmentation  epochs  accuracy     interval      loss
                   0.003      1           0.5      25   97.50 %  34 to 100 %    0.0871
                 0.00001    0.5            10       3    0.00 %               Infinity
                """, text.toString());
    }

    @Test
    void write_ofARanking_isALineEach(@TempDir Path folder) throws Exception {
        TABLE.write(folder.resolve("sweep.csv"));
        assertEquals("""
                learning_rate,width,augmentation,round,epochs,validation_accuracy,validation_loss
                0.003,1,0.5,2,25,0.975,0.0871
                0.00001,0.5,10,1,3,0.0,Infinity
                """, Files.readString(folder.resolve("sweep.csv")));
    }
}
