package dev.zankyo.model;

import dev.zankyo.InputException;
import dev.zankyo.Subject;
import java.util.Optional;

/**
 * The license and the description of a model, as stated by its author.
 *
 * @param license the license of the model, such as CC-BY-4.0; empty if none is stated
 * @param description what the model is for, in a few sentences; empty if there is none
 */
public record About(Optional<String> license, Optional<String> description) {
    /** Neither license nor description. */
    public static final About NONE = new About(Optional.empty(), Optional.empty());

    private static final int LONGEST_LICENSE = 200;
    private static final int LONGEST_DESCRIPTION = 10_000;

    /**
     * Checks both texts.
     *
     * @throws InputException if one is blank or too long
     */
    public About {
        license.ifPresent(text -> requireText("license", text, LONGEST_LICENSE));
        description.ifPresent(text -> requireText("description", text, LONGEST_DESCRIPTION));
    }

    private static void requireText(String setting, String text, int longest) {
        if (text.isBlank() || text.length() > longest) {
            throw InputException.of(Subject.setting(setting), "must be a text")
                    .expected("1 to " + longest + " characters")
                    .got(text.isBlank() ? "none" : text.length());
        }
    }

    /** Returns a copy with this license. */
    public About withLicense(String text) {
        return new About(Optional.of(text), description);
    }

    /** Returns a copy with this description. */
    public About withDescription(String text) {
        return new About(license, Optional.of(text));
    }
}
