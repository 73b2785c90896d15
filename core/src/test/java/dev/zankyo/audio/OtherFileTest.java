package dev.zankyo.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.zankyo.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of files among recordings that are no recordings, or need a decoder. Each message says what to do. */
class OtherFileTest {
    private static final String NONE = "must be a sound file; got ";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a.wav | version https://git-lfs.github.com/spec/v1\\noid sha256:4d7a\\nsize 16044\\n | a Git LFS pointer (run git lfs pull in its folder to fetch the file)
            a.wav | <!DOCTYPE html>\\n<html><body>Not found</body></html> | a web page (HTML) (download the file itself: a server answered with a page)
            a.wav | `  \\n<HTML>` | a web page (HTML) (download the file itself: a server answered with a page)
            a.wav | <?xml version="1.0"?><Error><Code>AccessDenied</Code></Error> | an XML text (download the file itself: a server answered with a message)
            a.wav | <Error><Code>NoSuchKey</Code></Error> | an XML text (download the file itself: a server answered with a message)
            a.wav | PK\\3\\4\\24 | a zip archive (unpack it)
            a.wav | PK\\5\\6 | a zip archive (unpack it)
            a.wav | \\37\\213\\10 | a gzip archive (unpack it)
            a.wav | 7z\\274\\257\\47\\34 | an archive (unpack it)
            a.wav | Rar!\\32\\7 | an archive (unpack it)
            a.wav | \\223NUMPY\\1\\0v\\0{'descr': '<f4'} | a NumPy file (write its samples as WAV, or its rows as CSV)
            .a.wav.icloud | anything | an iCloud placeholder (download the file in the Finder first)
            a.wav | bplist00\\324\\1\\2 | an iCloud placeholder (download the file in the Finder first)
            a.wav | \\0\\0\\0\\0 | zeros only (copy or download it again: its content was never written)
            a.wav | `` | an empty one (copy or download it again)
            a.wav | \\211PNG\\r\\n | a picture (replace it by the recording)
            a.wav | \\377\\330\\377\\340 | a picture (replace it by the recording)
            a.wav | GIF89a | a picture (replace it by the recording)
            a.wav | %PDF-1.7 | a PDF document (replace it by the recording)
            a.wav | MThd\\0\\0\\0\\6 | a MIDI file, which holds notes (render it to WAV)
            """)
    void read_aFileThatIsNoRecording_isNamedWithWhatToDo(String name, String content, String named) throws IOException {
        assertEquals(NONE + named, refusal(name, content));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            riff\\56\\221\\317\\21\\245\\326\\50\\333\\4\\301\\0\\0 | Sony Wave64
            NIST_1A\\n   1024\\nchannel_count -i 1\\n               | NIST SPHERE
            """)
    void read_aFormatThatNeedsADecoder_isNamedWithWhatToDo(String content, String format) throws IOException {
        assertEquals(
                format
                        + " files need a decoder; got none on the class path (convert it to 16-bit PCM WAV, or add a decoder)",
                refusal("a.wav", content));
    }

    /**
     * Reads a file that holds the characters of {@code content}, which has escapes, as bytes. Returns the refusal
     * without the path.
     */
    private String refusal(String name, String content) throws IOException {
        byte[] bytes = content.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve(name), bytes);
        String message =
                assertThrows(InputException.class, () -> Recording.read(file)).getMessage();
        String path = file + ": ";
        assertEquals(path, message.substring(0, Math.min(path.length(), message.length())));
        return message.substring(path.length());
    }
}
