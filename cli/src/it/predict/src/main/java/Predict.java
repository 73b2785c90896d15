import dev.zankyo.SoundClassifier;
import java.nio.file.Path;
import java.util.concurrent.Executors;

public class Predict {
    public static void main(String[] args) {
        try (var classifier = SoundClassifier.load(Path.of("zankyo-run/model.safetensors"));
                var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> System.out.println(classifier.predict(Path.of("zankyo-run/sounds/bell/bell-00.wav"))));
            }
        }
    }
}
