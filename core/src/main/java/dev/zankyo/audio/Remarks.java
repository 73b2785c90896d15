package dev.zankyo.audio;

import java.util.function.Consumer;

/** A receiver of remarks about a file that is odd or damaged but still used. A remark is one line without the path. */
public interface Remarks {

    /** Receives a fault: samples may be missing or wrong. */
    void warn(String warning);

    /** Receives a note: the header was interpreted in a way that its writer may not have meant. */
    default void note(String note) {}

    /** Returns a receiver that passes both faults and notes to {@code receiver}. */
    static Remarks to(Consumer<String> receiver) {
        return new Remarks() {
            @Override
            public void warn(String warning) {
                receiver.accept(warning);
            }

            @Override
            public void note(String note) {
                receiver.accept(note);
            }
        };
    }
}
