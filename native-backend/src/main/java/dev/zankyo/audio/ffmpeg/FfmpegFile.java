package dev.zankyo.audio.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import dev.zankyo.audio.AudioDecoder.SampleSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** The first audio track of a file, opened by FFmpeg. It owns all its native memory. Not thread-safe. */
final class FfmpegFile implements AutoCloseable {
    /**
     * The formats that may be opened: audio containers only. A playlist would make FFmpeg open the files that it names.
     */
    private static final String FORMATS =
            "flac,ogg,mp3,aac,wav,w64,aiff,au,caf,mov,mp4,m4a,matroska,webm,wv,amr,ape,asf,tta";

    private static final int CHUNK = 4096;

    /**
     * The library's code for "try again". Not static, because the library must be loaded before it is asked for the
     * value.
     */
    private final int tryAgain = AVERROR_EAGAIN();

    private final AVFormatContext format = new AVFormatContext(null);
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame frame = av_frame_alloc();
    private final SwrContext converter = new SwrContext(null);
    private AVCodecContext codec;
    private AVCodecParameters parameters;
    private FloatPointer converted;
    private float[] samples;
    private int stream;
    private int damaged;
    private long frames;

    /**
     * Loads the libraries.
     *
     * @throws LinkageError if the presets or their library are missing
     */
    static void load() {
        Loader.load(avutil.class);
        Loader.load(avcodec.class);
        Loader.load(avformat.class);
        Loader.load(swresample.class);
        av_log_set_level(AV_LOG_QUIET);
    }

    FfmpegFile(Path file) throws IOException {
        try {
            open(file.toAbsolutePath().toString());
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void open(String path) throws IOException {
        AVDictionary options = new AVDictionary(null);
        av_dict_set(options, "protocol_whitelist", "file", 0);
        av_dict_set(options, "format_whitelist", FORMATS, 0);
        try {
            check(avformat_open_input(format, "file:" + path, (AVInputFormat) null, options));
        } finally {
            av_dict_free(options);
        }
        check(avformat_find_stream_info(format, (AVDictionary) null));
        stream = check(av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0));
        AVStream track = format.streams(stream);
        parameters = track.codecpar();
        AVCodec decoder = avcodec_find_decoder(parameters.codec_id());
        if (decoder == null || decoder.isNull()) {
            throw new IOException("FFmpeg has no decoder for its sound track");
        }
        codec = avcodec_alloc_context3(decoder);
        check(avcodec_parameters_to_context(codec, parameters));
        codec.thread_count(1); // many files are decoded in parallel
        check(avcodec_open2(codec, decoder, (AVDictionary) null));
    }

    void decode(SampleSink sink) throws IOException {
        for (int result = av_read_frame(format, packet); result >= 0; result = av_read_frame(format, packet)) {
            if (packet.stream_index() == stream && avcodec_send_packet(codec, packet) < 0) {
                damaged++;
            }
            av_packet_unref(packet);
            receive(sink);
        }
        avcodec_send_packet(codec, null); // makes the decoder return the frames that it still holds
        receive(sink);
        if (frames > 0) {
            convert(sink, null, 0); // likewise the converter
        }
        if (damaged > 0 && frames == 0) {
            throw new IOException("damaged; none of its " + damaged + " packets can be decoded");
        }
        if (damaged > 0) {
            sink.warn("damaged; " + damaged + " packets cannot be decoded and are skipped");
        }
    }

    private void receive(SampleSink sink) throws IOException {
        while (true) {
            int result = avcodec_receive_frame(codec, frame);
            if (result == AVERROR_EOF || result == tryAgain) {
                return;
            }
            if (result < 0) {
                damaged++;
                return;
            }
            if (frames == 0) {
                begin(sink);
            }
            frames += frame.nb_samples();
            convert(sink, frame.extended_data(), frame.nb_samples());
        }
    }

    /** Starts the sink with the format of the first frame; before that frame the format is uncertain. */
    private void begin(SampleSink sink) throws IOException {
        int channels = frame.ch_layout().nb_channels();
        int rate = frame.sample_rate();
        sink.begin(rate, channels);
        check(swr_alloc_set_opts2(
                converter,
                frame.ch_layout(),
                AV_SAMPLE_FMT_FLT,
                rate,
                frame.ch_layout(),
                frame.format(),
                rate,
                0,
                null));
        check(swr_init(converter));
        converted = new FloatPointer((long) CHUNK * channels);
        samples = new float[CHUNK * channels];
    }

    /**
     * Converts a frame to interleaved floats and writes them, a chunk at a time; the converter keeps the rest of a
     * chunk.
     */
    private void convert(SampleSink sink, PointerPointer<?> planes, int count) throws IOException {
        int channels = samples.length / CHUNK;
        try (PointerPointer<Pointer> out = new PointerPointer<>(1)) {
            out.put(0, converted);
            PointerPointer<?> in = planes;
            int left = count;
            int n;
            do {
                n = check(swr_convert(converter, out, CHUNK, in, left));
                converted.get(samples, 0, n * channels);
                sink.write(samples, n);
                in = null;
                left = 0;
            } while (n == CHUNK);
        }
    }

    private static int check(int result) throws IOException {
        if (result < 0) {
            byte[] reason = new byte[128];
            av_strerror(result, reason, reason.length);
            int length = 0;
            while (length < reason.length && reason[length] != 0) {
                length++;
            }
            throw new IOException("FFmpeg: " + new String(reason, 0, length, StandardCharsets.UTF_8));
        }
        return result;
    }

    @Override
    public void close() {
        if (converted != null) {
            converted.close();
        }
        swr_free(converter);
        av_frame_free(frame);
        av_packet_free(packet);
        if (codec != null) {
            avcodec_free_context(codec);
        }
        avformat_close_input(format);
    }
}
