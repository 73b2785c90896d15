package dev.zankyo.cli.sounds;

import dev.zankyo.audio.Recording;
import dev.zankyo.io.FileError;
import dev.zankyo.report.RecordingPlot;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that draws a recording. */
@Command(
        customSynopsis = "zankyo plot --out=PNG RECORDING",
        description = "Draws the waveform and spectrogram of a recording.",
        footerHeading = "%nExamples:%n",
        footer = {"  zankyo plot clip.wav --out clip.png", "  zankyo plot birds/owl/1.flac --out owl.png"})
public final class PlotCommand implements Runnable {
    @Parameters(paramLabel = "RECORDING", description = "Sound file to draw.")
    private Path file;

    @Option(names = "--out", paramLabel = "PNG", required = true, description = "PNG file to write.")
    private Path out;

    @Override
    public void run() {
        // Draws without a screen, even if there is one.
        System.setProperty("java.awt.headless", "true");
        Recording recording = Recording.read(file);
        String title = String.format(
                Locale.ROOT,
                "%s: %.2f s at %,d Hz",
                FileError.printable(file.getFileName().toString()),
                recording.seconds(),
                recording.sampleRate());
        RecordingPlot.write(recording, title, out);
    }
}
