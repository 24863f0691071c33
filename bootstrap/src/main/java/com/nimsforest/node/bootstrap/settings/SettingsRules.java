package com.nimsforest.node.bootstrap.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What settings demand of each other. */
final class SettingsRules {
    private SettingsRules() {}

    static List<String> broken(SettingsReport report) {
        List<String> problems = new ArrayList<>();
        pair(report, Settings.NATS_USER, Settings.NATS_PASSWORD, problems);
        pair(report, Settings.NATS_CERT, Settings.NATS_KEY, problems);
        oneLogin(report, problems);
        return problems;
    }

    private static void pair(SettingsReport report, Setting<?> one, Setting<?> other, List<String> problems) {
        if (report.isSet(one) && !report.isSet(other)) {
            problems.add(other + " is not set: expected beside " + one);
        }
        if (report.isSet(other) && !report.isSet(one)) {
            problems.add(one + " is not set: expected beside " + other);
        }
    }

    private static void oneLogin(SettingsReport report, List<String> problems) {
        List<String> logins = new ArrayList<>();
        Stream.of(Settings.NATS_USER, Settings.NATS_TOKEN, Settings.NATS_CREDS, Settings.NATS_NKEY)
                .filter(report::isSet)
                .map(Setting::variable)
                .forEach(logins::add);
        if (report.find(Settings.NATS_URL).map(NatsUrl::hasLogin).orElse(false)) {
            logins.add(0, "the login in NATS_URL");
        }
        if (logins.size() > 1) {
            problems.add(String.join(", ", logins) + ": expected one way to log in, not " + logins.size());
        }
    }
}
