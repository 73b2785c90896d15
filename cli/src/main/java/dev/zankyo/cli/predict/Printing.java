package dev.zankyo.cli.predict;

import dev.zankyo.audio.LogMelSpec;
import java.util.Optional;

/**
 * The settings of a {@link PredictionPrinter}.
 *
 * @param top the number of classes to name
 * @param threshold the least probability of a class, 0 .. 1; a sound below it is none of the classes
 * @param live whether each window is printed as it comes, even if the format merges windows
 * @param frontEnd the front end of the model, if it has one
 */
record Printing(int top, double threshold, boolean live, Optional<LogMelSpec> frontEnd) {}
