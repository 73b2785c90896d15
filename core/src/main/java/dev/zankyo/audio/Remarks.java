package dev.zankyo.audio;

import java.util.function.Consumer;

/** Takes what is to be said about a file that can be used all the same. A remark is one line without the path. */
public interface Remarks {

    /** Takes a fault: samples may be missing or wrong. */
    void warn(String warning);

    /** Takes a note: the header was read in a way that its writer may not have meant. */
    default void note(String note) {}

    /** Returns remarks that go to one receiver, notes and faults alike. */
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
