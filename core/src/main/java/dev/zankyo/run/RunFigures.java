package dev.zankyo.run;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import dev.zankyo.io.FileError;
import dev.zankyo.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The final figures of a run.
 *
 * @param testRows number of test rows, at least 1
 * @param accuracy fraction of them predicted correctly
 * @param loss mean cross-entropy in nats, without calibration
 * @param macroF1 mean F1 of the classes
 * @param seconds wall time
 */
public record RunFigures(int testRows, double accuracy, double loss, double macroF1, double seconds) {

    /** Returns the number of test rows predicted correctly. */
    public int correct() {
        return (int) Math.round(accuracy * testRows);
    }

    static RunFigures read(Path json) {
        try {
            Map<String, Object> object = Json.object(Files.readString(json), Integer.MAX_VALUE);
            double rows = number(object, "test_rows");
            double accuracy = number(object, "test_accuracy");
            if (rows < 1 || rows > Integer.MAX_VALUE || rows != Math.rint(rows) || accuracy < 0 || accuracy > 1) {
                throw InputException.of(Subject.content(), "test_rows and test_accuracy must be those of a test set")
                        .got(object.get("test_rows") + " and " + object.get("test_accuracy"));
            }
            return new RunFigures(
                    (int) rows,
                    accuracy,
                    number(object, "test_loss"),
                    number(object, "test_macro_f1"),
                    number(object, "seconds"));
        } catch (IOException e) {
            throw InputException.of(Subject.file(json), "could not be read; " + FileError.reason(e))
                    .because(e);
        } catch (InputException e) {
            throw e.in(json);
        } catch (IllegalArgumentException e) {
            throw InputException.of(Subject.file(json), e);
        }
    }

    private static double number(Map<String, Object> object, String name) {
        if (!(object.get(name) instanceof Number number)) {
            throw InputException.of(Subject.named(name), "must be a number");
        }
        return number.doubleValue();
    }
}
