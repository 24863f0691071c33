package com.nimsforest.node.bootstrap.settings;

import com.nimsforest.node.bootstrap.settings.parse.NatsServerUrls;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What settings demand of each other. */
final class SettingsConsistencyRules {
    private SettingsConsistencyRules() {}

    static List<String> broken(SettingsReport report) {
        List<String> problems = new ArrayList<>();
        pair(report, KnownSettings.NATS_USER, KnownSettings.NATS_PASSWORD, problems);
        pair(report, KnownSettings.NATS_CERT, KnownSettings.NATS_KEY, problems);
        oneLogin(report, problems);
        return problems;
    }

    private static void pair(
            SettingsReport report, SettingDefinition<?> one, SettingDefinition<?> other, List<String> problems) {
        if (report.isSet(one) && !report.isSet(other)) {
            problems.add(other + " is not set: expected beside " + one);
        }
        if (report.isSet(other) && !report.isSet(one)) {
            problems.add(one + " is not set: expected beside " + other);
        }
    }

    private static void oneLogin(SettingsReport report, List<String> problems) {
        List<String> logins = new ArrayList<>();
        Stream.of(KnownSettings.NATS_USER, KnownSettings.NATS_TOKEN, KnownSettings.NATS_CREDS, KnownSettings.NATS_NKEY)
                .filter(report::isSet)
                .map(SettingDefinition::variable)
                .forEach(logins::add);
        if (report.find(KnownSettings.NATS_URL).map(NatsServerUrls::hasLogin).orElse(false)) {
            logins.add(0, "the login in NATS_URL");
        }
        if (logins.size() > 1) {
            problems.add(String.join(", ", logins) + ": expected one way to log in, not " + logins.size());
        }
    }
}
