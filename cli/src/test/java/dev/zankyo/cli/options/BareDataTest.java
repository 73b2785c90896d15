package dev.zankyo.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

final class BareDataTest {
    @TempDir
    Path folder;

    @Command(preprocessor = BareData.class)
    private static class Train {
        @Option(names = "--sounds")
        Path sounds;

        @Option(names = "--train")
        Path train;

        @Option(names = "--seed")
        int seed;

        @Option(names = "--strict")
        boolean strict;
    }

    private static final class Evaluate extends Train {
        @Option(names = "--test")
        Path test;

        @Option(names = "--model")
        Path model;

        @Option(names = "--folds")
        Integer folds;
    }

    private Train train;
    private Evaluate evaluate;

    @BeforeEach
    void make() {
        train = new Train();
        evaluate = new Evaluate();
    }

    @ParameterizedTest
    @CsvSource({"'FOLDER --seed 2 --strict'", "'--strict --seed 2 FOLDER'", "'--seed=2 FOLDER --strict'"})
    void folder_anywhere_isTheRecordings(String arguments) {
        new CommandLine(train)
                .parseArgs(arguments.replace("FOLDER", folder.toString()).split(" "));
        assertEquals(folder, train.sounds);
        assertEquals(2, train.seed);
    }

    @Test
    void folder_afterAnOption_isItsValue() {
        new CommandLine(train).parseArgs("--train", folder.toString());
        assertEquals(folder, train.train);
    }

    @Test
    void csv_bare_isTheRowsOfTheCommand() {
        new CommandLine(train).parseArgs("rows.CSV");
        assertEquals(Path.of("rows.CSV"), train.train);
        new CommandLine(evaluate).parseArgs("a.safetensors", "rows.csv.gz");
        assertEquals(Path.of("a.safetensors"), evaluate.model);
        assertEquals(Path.of("rows.csv.gz"), evaluate.test);
        new CommandLine(evaluate).parseArgs("--folds", "5", "rows.csv");
        assertEquals(Path.of("rows.csv"), evaluate.train);
    }

    @Test
    void other_bare_isRefusedByName() {
        ParameterException e =
                assertThrows(ParameterException.class, () -> new CommandLine(train).parseArgs("--strict", "gone"));
        assertEquals("gone: must be a folder of recordings or a CSV file of rows", e.getMessage());
    }

    @Test
    void names_thatBeginWithADash_areDataIfTheyExistOrBehindTwoDashes() throws IOException {
        Path dashed = Files.createDirectories(Path.of("-birds"));
        try {
            new CommandLine(train).parseArgs("--seed", "2", "-birds");
            assertEquals(dashed, train.sounds);
            assertEquals(2, train.seed);
            new CommandLine(train).parseArgs("--seed", "3", "--", "-birds");
            assertEquals(dashed, train.sounds);
            new CommandLine(train).parseArgs("--", "-rows.csv");
            assertEquals(Path.of("-rows.csv"), train.train);
        } finally {
            Files.delete(dashed);
        }
    }

    /** A value of an option that does not exist is not taken for data. */
    @Test
    void unknownOption_itsValue_isLeftToPicocli() {
        UnmatchedArgumentException e =
                assertThrows(UnmatchedArgumentException.class, () -> new CommandLine(train).parseArgs("--sede", "3"));
        assertEquals(List.of("--sede", "3"), e.getUnmatched());
    }
}
