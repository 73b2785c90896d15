import dev.zankyo.SoundClassifier;
import java.nio.file.Path;

public class Predict {
    public static void main(String[] args) {
        try (var classifier = SoundClassifier.load(Path.of("zankyo-run/model.safetensors"))) {
            System.out.println(classifier.predict(Path.of("zankyo-run/sounds/bell/bell-00.wav")));
        }
    }
}
