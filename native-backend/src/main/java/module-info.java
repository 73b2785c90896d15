/**
 * The backends of Zankyo: oneDNN through JavaCPP, oneDNN through the Foreign Function and Memory API, and pure Java.
 * Programs find them as services and need no type of this module. It exports only the backends, for programs that
 * choose one in code.
 */
module dev.zankyo.nativebackend {
    requires transitive dev.zankyo.core;
    requires java.management;
    requires jdk.management;
    requires org.bytedeco.dnnl;
    requires static org.bytedeco.ffmpeg; // without it there are fewer audio formats
    requires org.bytedeco.javacpp;
    requires org.bytedeco.opencl; // an annotation of the presets' oneDNN classes needs it to load

    exports dev.zankyo.backend.jvm;
    exports dev.zankyo.backend.onednn;

    uses dev.zankyo.backend.ComputeBackend;

    provides dev.zankyo.audio.AudioDecoder with
            dev.zankyo.audio.ffmpeg.FfmpegDecoder;
    provides dev.zankyo.backend.ComputeBackend with
            dev.zankyo.backend.onednn.OneDnnJavaCppBackend,
            dev.zankyo.backend.onednn.OneDnnFfmBackend,
            dev.zankyo.backend.jvm.JavaBackend,
            dev.zankyo.backend.onednn.OneDnnJavaCppBatchNormBackend,
            dev.zankyo.backend.onednn.OneDnnFfmBatchNormBackend;
    provides dev.zankyo.backend.PeakMeter with
            dev.zankyo.backend.peak.VectorPeakMeter;
}
