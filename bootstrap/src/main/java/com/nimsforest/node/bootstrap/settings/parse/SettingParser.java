package com.nimsforest.node.bootstrap.settings.parse;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/**
 * How the text of a setting becomes its value.
 *
 * @param expected completes the sentence "expected …" for whoever wrote something else
 * @param reader throws IllegalArgumentException for a text that is not of this form
 */
public record SettingParser<T>(String expected, Function<String, T> reader) {
    public SettingParser {
        requireNonNull(expected, "expected");
        requireNonNull(reader, "reader");
    }

    public Optional<T> read(String text) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException notOfThisForm) {
            return Optional.empty();
        }
    }

    /** Why the text is not of this form, as the end of a sentence; empty when that is all that is known. */
    public String objection(String text) {
        try {
            T unused = reader.apply(text);
            return "";
        } catch (MalformedValueException known) {
            return "; " + known.getMessage();
        } catch (IllegalArgumentException unknown) {
            return isQuoted(text) ? "; the quotes around the value are part of it: leave them out" : "";
        }
    }

    private static boolean isQuoted(String text) {
        return text.length() > 1 && "\"'".indexOf(text.charAt(0)) >= 0 && text.endsWith(text.substring(0, 1));
    }
}
