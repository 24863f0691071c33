package com.nimsforest.node.bootstrap.settings;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/**
 * How the text of a setting becomes its value.
 *
 * @param expected completes the sentence "expected …" for whoever wrote something else
 * @param reader throws IllegalArgumentException for a text that is not of this form
 */
record Form<T>(String expected, Function<String, T> reader) {
    Form {
        requireNonNull(expected, "expected");
        requireNonNull(reader, "reader");
    }

    Optional<T> read(String text) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException notOfThisForm) {
            return Optional.empty();
        }
    }
}
