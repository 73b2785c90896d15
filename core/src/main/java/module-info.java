/**
 * Trains, evaluates and runs the sound classifier. A program starts at {@link dev.zankyo.SoundClassifier} and {@link
 * dev.zankyo.Training}; the other exported packages hold the types that these two take and return, and the interfaces
 * that a backend implements. Backends, audio decoders and peak meters are found by {@link java.util.ServiceLoader}.
 */
@SuppressWarnings({
    "requires-automatic", // Commons Math has no descriptor
    "module" // a package is exported to a module that is built later
})
module dev.zankyo.core {
    requires com.fasterxml.jackson.core;
    requires commons.math3;
    requires java.desktop; // javax.sound.sampled
    requires java.management;
    requires jdk.management;
    requires org.apache.commons.csv;

    exports dev.zankyo;
    exports dev.zankyo.audio;
    exports dev.zankyo.augment;
    exports dev.zankyo.backend;
    exports dev.zankyo.data;
    exports dev.zankyo.evaluate;
    exports dev.zankyo.graph;
    exports dev.zankyo.io to
            dev.zankyo.nativebackend;
    exports dev.zankyo.model;
    exports dev.zankyo.random;
    exports dev.zankyo.run;
    exports dev.zankyo.search;
    exports dev.zankyo.sounds;
    exports dev.zankyo.train;

    uses dev.zankyo.audio.AudioDecoder;
    uses dev.zankyo.backend.ComputeBackend;
    uses dev.zankyo.backend.PeakMeter;
}
