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
 * A network with everything needed to predict new rows. Rows are bands x frames and are standardized with
 * {@code standardization}; logit k belongs to class k. The weights are not copied.
 *
 * @param config the network
 * @param classes distinct class names, one per unit of the last layer
 * @param standardization the standardization of the training rows
 * @param provenance the origin of the weights
 * @param frontEnd the log-mel front end that made the rows from recordings; empty for rows that were given as numbers
 * @param weights parameters and moving statistics, all finite
 * @param calibration calibrated probabilities and detection of unknown sounds; empty if the model was not calibrated
 * @param trainingData digests and lengths of the training data; empty if they are not known
 * @param about license and description
 */
public record TrainedModel(
        ResNetConfig config,
        List<String> classes,
        Standardization standardization,
        Provenance provenance,
        Optional<LogMelSpec> frontEnd,
        Weights weights,
        Optional<Calibration> calibration,
        Optional<TrainingDataSummary> trainingData,
        About about) {

    /**
     * The origin of the weights, for display only: no computation depends on it.
     *
     * @param recipe name of the training recipe
     * @param seed seed of the run
     * @param backend name of the backend that trained the weights
     * @param version version of this project
     * @param input description of the rows
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
            throw new IllegalArgumentException("classes: there must be one for each unit of the last layer; expected "
                    + config.classes() + " names, got " + classes.size());
        }
        if (new HashSet<>(classes).size() != classes.size()) {
            throw new IllegalArgumentException("classes: must differ from one another; got " + classes);
        }
    }

    /** Creates a model without calibration and without a summary of its training data. */
    public TrainedModel(
            ResNetConfig config,
            List<String> classes,
            Standardization standardization,
            Provenance provenance,
            Optional<LogMelSpec> frontEnd,
            Weights weights) {
        this(
                config,
                classes,
                standardization,
                provenance,
                frontEnd,
                weights,
                Optional.empty(),
                Optional.empty(),
                About.NONE);
    }

    /** Creates a model, without calibration, for rows of numbers instead of recordings. */
    public TrainedModel(
            ResNetConfig config,
            List<String> classes,
            Standardization standardization,
            Provenance provenance,
            Weights weights) {
        this(config, classes, standardization, provenance, Optional.empty(), weights);
    }

    /** Returns this model with the front end that made its rows from recordings. */
    public TrainedModel withFrontEnd(LogMelSpec spec) {
        return new TrainedModel(
                config,
                classes,
                standardization,
                provenance,
                Optional.of(spec),
                weights,
                calibration,
                trainingData,
                about);
    }

    /** Returns this model with another calibration, or none. */
    public TrainedModel withCalibration(Optional<Calibration> other) {
        return new TrainedModel(
                config, classes, standardization, provenance, frontEnd, weights, other, trainingData, about);
    }

    /** Returns this model with a summary of its training data, or none. */
    public TrainedModel withTrainingData(Optional<TrainingDataSummary> other) {
        return new TrainedModel(
                config, classes, standardization, provenance, frontEnd, weights, calibration, other, about);
    }

    /** Returns this model with another license and description. */
    public TrainedModel withAbout(About other) {
        return new TrainedModel(
                config, classes, standardization, provenance, frontEnd, weights, calibration, trainingData, other);
    }

    private static void requireFits(LogMelSpec spec, ResNetConfig config) {
        if (spec.nMels() != config.bands() || spec.frames() != config.frames()) {
            throw new IllegalArgumentException("front end: must fit the network; expected " + config.bands()
                    + " bands x " + config.frames() + " frames, got " + spec.nMels() + " x " + spec.frames());
        }
    }

    /** Builds and returns the network's graph. */
    public Graph graph() {
        return ResNet.graph(config);
    }
}
