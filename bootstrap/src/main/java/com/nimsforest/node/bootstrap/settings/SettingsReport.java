package com.nimsforest.node.bootstrap.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All settings as they were found, with what is wrong and what is odd about them. */
public final class SettingsReport {
    private final Map<SettingDefinition<?>, SettingValue<?>> values;
    private final List<String> warnings;
    private final Supplier<SettingsReport> again;

    /**
     * Holds what was found.
     *
     * @param again finds everything anew, from the same environment and flags
     */
    SettingsReport(
            Map<SettingDefinition<?>, SettingValue<?>> values, List<String> warnings, Supplier<SettingsReport> again) {
        this.values = new LinkedHashMap<>(values);
        this.warnings = List.copyOf(warnings);
        this.again = again;
    }

    /**
     * Each setting with what it came to, in the order in which they are shown. A user without a password is not shown: for the
     * {@code nats} command that is a token.
     */
    public List<SettingValue<?>> values() {
        boolean token = isSet(KnownSettings.NATS_USER) && !isSet(KnownSettings.NATS_PASSWORD);
        return values.values().stream()
                .<SettingValue<?>>map(
                        value -> token && value.setting().equals(KnownSettings.NATS_USER) ? value.masked() : value)
                .toList();
    }

    /** Names in the environment that look meant for this node and are not known. */
    public List<String> warnings() {
        return warnings;
    }

    /** Every wrong value, and every pair that does not go together. */
    public List<String> problems() {
        Stream<String> single = values.values().stream().flatMap(value -> value.problem().stream());
        return Stream.concat(single, SettingsConsistencyRules.broken(this).stream())
                .toList();
    }

    /** The settings to run with, or a failure that lists every problem. */
    public NodeSettings settings() {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return NodeSettings.from(this, again);
    }

    /** The token to show to nodes that are set like this. */
    public Optional<String> httpToken() {
        return find(KnownSettings.NIMSFOREST_HTTP_TOKEN);
    }

    <T> Optional<T> find(SettingDefinition<T> setting) {
        return found(setting).value();
    }

    <T> T require(SettingDefinition<T> setting) {
        return find(setting).orElseThrow(() -> new IllegalStateException(setting + " has no value"));
    }

    /** Whether somebody set it, rightly or wrongly. */
    boolean isSet(SettingDefinition<?> setting) {
        return found(setting).origin() != SettingValueOrigin.DEFAULT;
    }

    @SuppressWarnings("unchecked") // the reader puts a SettingValue<T> under each Setting<T>
    <T> SettingValue<T> found(SettingDefinition<T> setting) {
        SettingValue<?> value = values.get(setting);
        if (value == null) {
            throw new IllegalStateException(setting + " was never read");
        }
        return (SettingValue<T>) value;
    }
}
