package dev.zankyo.reliability;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Counts the cases of a test, or of each test of a class, in the table of reliability: each is one trial, unless the
 * method has a parameter {@link Trials} and counts its own. Tests of the same words share a line.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SurvivalCount.class)
public @interface Survives {
    /** Which promise it shows. */
    Promise promise();

    /** What is tried and what comes of it, as Markdown. */
    String what();
}
