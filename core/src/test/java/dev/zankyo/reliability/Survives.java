package dev.zankyo.reliability;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An annotation that counts the cases of a test, or of each test of a class, in the table of reliability. Each case is
 * one trial, unless the method has a parameter {@link Trials} and counts its own. Tests with the same description share
 * a line.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SurvivalCount.class)
public @interface Survives {
    /** Returns the promise that the test shows. */
    Promise promise();

    /** Returns the attempt and its result, in Markdown. */
    String what();
}
