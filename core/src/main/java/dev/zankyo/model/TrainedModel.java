package dev.zankyo.model;

import dev.zankyo.audio.LogMelSpec;
import dev.zankyo.backend.Weights;
import dev.zankyo.data.Standardization;
import dev.zankyo.graph.Graph;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A network and all that is needed to use it on new rows, whatever their layout in a file: the rows are bands x frames,
 * standardised as said here; logit k is that of class k. The weights are not copied.
 *
 * @param config the network
 * @param classes class names, different from one another, one a unit of the last layer
 * @param standardization what the training rows were standardised by
 * @param provenance where the weights come from
 * @param frontEnd what made rows of recordings; empty for rows that came as numbers
 * @param weights parameters and moving statistics, all finite
 * @param calibration how far its answers can be trusted, if that was found out
 */
public record TrainedModel(
        ResNetConfig config,
        List<String> classes,
        Standardization standardization,
        Provenance provenance,
        Optional<LogMelSpec> frontEnd,
        Weights weights,
        Optional<Calibration> calibration) {

    /**
     * Where weights come from. For people; nothing is computed from it.
     *
     * @param recipe name of the training recipe
     * @param seed of the run
     * @param backend name of the backend that trained
     * @param version of this project
     * @param input what the rows were, in words
     */
    public record Provenance(String recipe, long seed, String backend, String version, String input) {
        public Provenance {
            Objects.requireNonNull(recipe, "recipe");
            Objects.requireNonNull(backend, "backend");
            Objects.requireNonNull(version, "version");
            Objects.requireNonNull(input, "input");
        }
    }

    public TrainedModel {
        classes = List.copyOf(classes);
        frontEnd.ifPresent(spec -> requireFits(spec, config));
        if (classes.size() != config.classes()) {
            throw new IllegalArgumentException("classes: must be one a unit of the last layer; expected "
                    + config.classes() + " names, got " + classes.size());
        }
        if (new HashSet<>(classes).size() != classes.size()) {
            throw new IllegalArgumentException("classes: must differ from one another; got " + classes);
        }
    }

    /** A model whose answers nobody has calibrated. */
    public TrainedModel(
            ResNetConfig config,
            List<String> classes,
            Standardization standardization,
            Provenance provenance,
            Optional<LogMelSpec> frontEnd,
            Weights weights) {
        this(config, classes, standardization, provenance, frontEnd, weights, Optional.empty());
    }

    /** A model whose rows came as numbers. */
    public TrainedModel(
            ResNetConfig config,
            List<String> classes,
            Standardization standardization,
            Provenance provenance,
            Weights weights) {
        this(config, classes, standardization, provenance, Optional.empty(), weights);
    }

    /** The same model with what made its rows of recordings. */
    public TrainedModel withFrontEnd(LogMelSpec spec) {
        return new TrainedModel(config, classes, standardization, provenance, Optional.of(spec), weights, calibration);
    }

    /** The same model with another calibration, or none. */
    public TrainedModel withCalibration(Optional<Calibration> other) {
        return new TrainedModel(config, classes, standardization, provenance, frontEnd, weights, other);
    }

    private static void requireFits(LogMelSpec spec, ResNetConfig config) {
        if (spec.nMels() != config.bands() || spec.frames() != config.frames()) {
            throw new IllegalArgumentException("front end: must fit the network; expected " + config.bands()
                    + " bands x " + config.frames() + " frames, got " + spec.nMels() + " x " + spec.frames());
        }
    }

    /** The network's graph. */
    public Graph graph() {
        return ResNet.graph(config);
    }
}
