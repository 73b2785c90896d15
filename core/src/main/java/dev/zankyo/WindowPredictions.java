package dev.zankyo;

import dev.zankyo.audio.LogMel;
import dev.zankyo.evaluate.Predictor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A spliterator over the predictions for the parts of a recording, computed a batch at a time as they are read. It
 * closes the stream of parts at its end.
 */
final class WindowPredictions extends AbstractSpliterator<TimedPrediction> {
    private final Stream<LogMel.Part> stream;
    private final Spliterator<LogMel.Part> parts;
    private final Function<List<float[]>, List<Prediction>> network;
    private final Deque<TimedPrediction> ready = new ArrayDeque<>();

    WindowPredictions(Stream<LogMel.Part> parts, Function<List<float[]>, List<Prediction>> network) {
        super(Long.MAX_VALUE, ORDERED | NONNULL);
        this.stream = parts;
        this.parts = parts.spliterator();
        this.network = network;
    }

    @Override
    public boolean tryAdvance(Consumer<? super TimedPrediction> action) {
        if (ready.isEmpty()) {
            try {
                predictBatch();
            } catch (RuntimeException | Error e) {
                stream.close();
                throw e;
            }
        }
        TimedPrediction next = ready.poll();
        if (next == null) {
            stream.close();
            return false;
        }
        action.accept(next);
        return true;
    }

    private void predictBatch() {
        List<LogMel.Part> batch = new ArrayList<>();
        while (batch.size() < Predictor.BATCH_SIZE && parts.tryAdvance(batch::add)) {
            // tryAdvance adds the part
        }
        if (!batch.isEmpty()) {
            List<Prediction> predictions =
                    network.apply(batch.stream().map(LogMel.Part::values).toList());
            for (int i = 0; i < batch.size(); i++) {
                ready.add(new TimedPrediction(batch.get(i).start(), batch.get(i).end(), predictions.get(i)));
            }
        }
    }
}
