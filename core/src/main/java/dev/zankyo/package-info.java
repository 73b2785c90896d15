/**
 * The main API. Start with {@link dev.zankyo.SoundClassifier}, which loads a trained model and predicts the classes of
 * recordings:
 *
 * <pre>{@code
 * import dev.zankyo.SoundClassifier;
 * import java.nio.file.Path;
 *
 * public class Predict {
 *     public static void main(String[] files) {
 *         try (var classifier = SoundClassifier.load(Path.of("zankyo-run/model.safetensors"))) {
 *             for (String file : files) {
 *                 System.out.println(file + ": " + classifier.predict(Path.of(file)));
 *             }
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>A {@link dev.zankyo.Prediction} holds the probabilities of all classes, and whether the sound resembles any of
 * them. {@link dev.zankyo.ClassifierOptions} sets the backend, the number of simultaneous predictions and the memory.
 * An {@link dev.zankyo.InputException} says in one line what is wrong with a file or a value of the user; an {@link
 * IllegalArgumentException} is a mistake of the calling program.
 *
 * <p>To train a model, start with {@link dev.zankyo.Training}. Internally, {@link dev.zankyo.graph} describes networks
 * and {@link dev.zankyo.backend} computes them.
 */
package dev.zankyo;
