package com.nimsforest.node.bootstrap.settings;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.payload.PrintableText;
import java.util.Optional;

/**
 * What one setting came to.
 *
 * @param text the text that counts; empty when there is none
 * @param origin where the text came from
 * @param value the text as a value; empty when there is none, or it is wrong
 * @param problem one line that says what is wrong
 */
public record SettingValue<T>(
        SettingDefinition<T> setting,
        Optional<String> text,
        SettingValueOrigin origin,
        Optional<T> value,
        Optional<String> problem) {
    public SettingValue {
        requireNonNull(setting, "setting");
        requireNonNull(text, "text");
        requireNonNull(origin, "origin");
        requireNonNull(value, "value");
        requireNonNull(problem, "problem");
    }

    static <T> SettingValue<T> absent(SettingDefinition<T> setting) {
        return new SettingValue<>(
                setting, Optional.empty(), SettingValueOrigin.DEFAULT, Optional.empty(), Optional.empty());
    }

    static <T> SettingValue<T> wrong(SettingDefinition<T> setting, SettingValueOrigin origin, String problem) {
        return new SettingValue<>(setting, Optional.empty(), origin, Optional.empty(), Optional.of(problem));
    }

    /** Reads the text; the given name is the variable or flag that it came by. */
    static <T> SettingValue<T> of(SettingDefinition<T> setting, SettingValueOrigin origin, String name, String text) {
        Optional<T> value = setting.form().read(text);
        Optional<String> problem = value.isPresent()
                ? Optional.empty()
                : Optional.of(name + "=\"" + PrintableText.shortened(setting.shown(text)) + "\": expected "
                        + setting.expected() + setting.form().objection(text));
        return new SettingValue<>(setting, Optional.of(text), origin, value, problem);
    }

    /** The same, with a text that nobody may see. */
    SettingValue<T> masked() {
        return new SettingValue<>(setting, Optional.of("***"), origin, value, problem);
    }

    /** The text as it may be shown to anyone. */
    public Optional<String> shown() {
        return text.map(setting::shown).map(PrintableText::shortened);
    }

    /** Without the text, which may be a secret. */
    @Override
    public String toString() {
        return setting + "=" + shown().orElse("-") + " (" + origin + ")";
    }
}
