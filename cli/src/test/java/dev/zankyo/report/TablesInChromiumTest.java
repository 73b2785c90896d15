package dev.zankyo.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.zankyo.audio.WavFile;
import dev.zankyo.report.TestRecordingsTest.Large;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables and players of the page in a browser; skipped where there is no Chromium. */
@Tag("full")
final class TablesInChromiumTest {
    private static Optional<Chromium> browser = Optional.empty();

    @TempDir
    private Path folder;

    private Chromium chromium;

    @BeforeAll
    static void startBrowser(@TempDir Path profile) {
        browser = Chromium.start(profile);
    }

    @BeforeEach
    void requireBrowser() {
        assumeTrue(browser.isPresent(), "no chromium on the path: the report was not opened in a browser");
        chromium = browser.get();
    }

    @AfterAll
    static void endBrowser() {
        browser.ifPresent(Chromium::close);
    }

    private static List<String> texts(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToObj(i -> array.get(i).asText())
                .toList();
    }

    private Path large(List<Path> files) {
        Path page = folder.resolve("report.html");
        Large.write(page, files);
        return page;
    }

    @Test
    void table_tenThousandRecordings_isDrawnSortedAndFiltered() {
        JsonNode found = chromium.run(large(List.of()), 1280, 900, """
                (() => {
                  const root = document.getElementById('recordings');
                  const part = selector => root.querySelector(selector);
                  const state = () => part('.shown').textContent + ' | ' + root.querySelectorAll('tbody tr').length
                    + ' | ' + part('tbody th').textContent.split('/')[1] + ' | ' + part('.pager span').textContent
                    + ' | ' + (root.querySelector('th[aria-sort]')?.getAttribute('aria-sort') ?? 'unsorted');
                  const states = [state()];
                  part('.after').click();
                  states.push(state());
                  part('.wrong').click();
                  states.push(state());
                  const heading = root.querySelector('thead button');
                  heading.click();
                  heading.click();
                  states.push(state());
                  part('.find').value = 'MONTANUS 6/xc';
                  part('.find').dispatchEvent(new Event('input'));
                  states.push(state());
                  document.querySelector('#confusion tbody tr td.wrong a').click();
                  states.push(state());
                  part('.reset').click();
                  states.push(state());
                  return states;
                })()
                """);
        int wrong = (int) IntStream.range(0, Large.ROWS)
                .filter(row -> row % 4 == 0 && row % 49 != 0)
                .count();
        String all = "10,000 rows, " + String.format("%,d", wrong) + " of them wrong | 100 | ";
        List<String> states = texts(found);
        assertEquals(all + "XC100000.wav | rows 1 to 100 of 10,000 | unsorted", states.get(0));
        assertEquals(all + "XC100100.wav | rows 101 to 200 of 10,000 | unsorted", states.get(1));
        String only = String.format("%,d of 10,000 rows, %,d of them wrong | 100 | ", wrong, wrong);
        assertTrue(states.get(2).startsWith(only + "XC100004.wav | rows 1 to 100 of "), states::toString);
        assertTrue(states.get(3).startsWith(only) && states.get(3).endsWith(" | descending"), states::toString);
        assertTrue(states.get(3).contains(" | XC109948.wav | "), states::toString);
        long ofSix = IntStream.range(0, Large.ROWS)
                .filter(row -> row % 50 == 6 && row % 4 == 0 && row % 49 != 0)
                .count();
        assertTrue(
                states.get(4).startsWith(ofSix + " of 10,000 rows, " + ofSix + " of them wrong | " + ofSix + " | "),
                states::toString);
        assertTrue(states.get(5).matches("(\\d+) of 10,000 rows, \\1 of them wrong .*"), states::toString);
        assertTrue(states.get(6).startsWith(all), states::toString);
    }

    @Test
    void sound_ofARecording_playsFromItsFileUnlessTheFormatIsNotPlayed() throws IOException {
        Path wav = Files.createDirectory(folder.resolve("my #sounds%")).resolve("a b.wav");
        WavFile.write(new double[4000], 8000, wav);
        Path aiff = Files.writeString(folder.resolve("b.aiff"), "FORM____AIFFCOMM");
        JsonNode found = chromium.run(large(List.of(wav, aiff)), 1280, 900, """
                (async () => {
                  const buttons = [...document.querySelectorAll('#recordings tbody td button')];
                  buttons[0].click();
                  const audio = document.querySelector('#recordings audio');
                  await new Promise(done => { audio.onended = done; audio.onerror = done; });
                  return [buttons.length, audio.duration, audio.error?.message ?? 'played'];
                })()
                """);
        assertEquals(List.of("1", "0.5", "played"), texts(found));
    }

    @Test
    void picture_ofAMistake_showsThePlayedPosition() {
        Path page = folder.resolve("report.html");
        Runs.report(List.of("bell", "chirp", "clap"), 3, 15, Optional.empty()).write(page);
        JsonNode found = chromium.run(page, 1280, 900, """
                (async () => {
                  const audio = document.querySelector('.mistake audio');
                  const card = audio.closest('.mistake');
                  const line = card.querySelector('.played');
                  const before = line.getAttribute('visibility');
                  audio.play();
                  await new Promise(done => audio.addEventListener('ended', done));
                  await new Promise(requestAnimationFrame);
                  return [before, line.getAttribute('visibility'), line.getAttribute('transform')];
                })()
                """);
        assertEquals(List.of("hidden", "visible", "translate(264)"), texts(found));
    }

    @Test
    void matrix_tooWideForTheWindow_saysThatItScrolls() {
        Path page = folder.resolve("report.html");
        List<String> names = IntStream.range(0, 20)
                .mapToObj(i -> "Phylloscopus collybita " + i)
                .toList();
        Runs.report(names, 3, 2, Optional.empty()).write(page);
        String script = """
                (() => {
                  const wide = document.querySelector('.confusions .sideways');
                  const state = () => [!wide.previousElementSibling.hidden, wide.classList.contains('before'),
                    wide.classList.contains('after')].join();
                  return new Promise(done => {
                    const states = [];
                    requestAnimationFrame(() => requestAnimationFrame(() => {
                      states.push(state());
                      wide.firstElementChild.addEventListener('scroll', () => { states.push(state()); done(states); });
                      wide.firstElementChild.scrollLeft = 1e6;
                      if (states[0].startsWith('false')) done(states);
                    }));
                  });
                })()
                """;
        assertEquals(List.of("true,false,true", "true,true,false"), texts(chromium.run(page, 390, 800, script)));
        Runs.report(names.subList(0, 3), 3, 2, Optional.empty()).write(page);
        assertEquals(List.of("false,false,false"), texts(chromium.run(page, 1280, 800, script)));
    }
}
