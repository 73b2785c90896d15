package dev.zankyo;

import dev.zankyo.data.Folds;
import dev.zankyo.data.HoldOut;
import dev.zankyo.data.SyntheticDataset;
import java.util.Optional;
import java.util.function.Supplier;

/** A data set in memory. It is created each time it is read. */
final class RowData extends TrainingData {
    private final Supplier<PreparedData> rows;

    RowData(Supplier<PreparedData> rows) {
        this.rows = rows;
    }

    static RowData ofSynthesizer() {
        return new RowData(() -> {
            SyntheticDataset data = SyntheticDataset.create(SyntheticDataset.DEFAULT_SEED);
            return PreparedData.rows(data.training(), data.test(), Optional.of(SyntheticDataset.FRONT_END));
        });
    }

    @Override
    PreparedData read(Reading reading) {
        PreparedData data = rows.get();
        reading.listener().onData(data);
        return data;
    }

    @Override
    HoldOut holdOut(double share, Reading reading) {
        return HoldOut.stratified(read(reading).training(), share, reading.seed());
    }

    @Override
    FoldedRows folds(int count, Reading reading) {
        PreparedData data = read(reading);
        return new FoldedRows(data.training(), Folds.stratified(data.training(), count, reading.seed()));
    }
}
