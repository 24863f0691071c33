package com.nimsforest.node.bootstrap.settings;

import java.util.stream.Collectors;

/** The settings that differ from their defaults, for the first lines of a log. */
public final class NonDefaultSettings {
    private NonDefaultSettings() {}

    /** In words, such as {@code NATS_URL=nats://10.0.0.1:4222 (environment), LOG_FORMAT=json (flag)}; secrets are masked. */
    public static String of(SettingsReport report) {
        String all = report.values().stream()
                .filter(NonDefaultSettings::deviates)
                .map(value -> value.setting() + "=" + value.shown().orElse("") + " (" + value.origin() + ")")
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    private static boolean deviates(SettingValue<?> value) {
        return value.origin() != SettingValueOrigin.DEFAULT
                && !value.text().equals(value.setting().standard().get());
    }
}
