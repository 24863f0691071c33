package com.nimsforest.node.bootstrap.settings;

import com.nimsforest.node.adapters.http.HttpServerSettings;
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
        protectedAddress(report, problems);
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

    /** Whoever reaches the address may post and read: that has to be meant. */
    private static void protectedAddress(SettingsReport report, List<String> problems) {
        boolean open = report.find(KnownSettings.NIMSFOREST_HTTP_OPEN).orElse(false);
        if (open || isTokenSet(report) || !report.isSet(KnownSettings.NIMSFOREST_HTTP_HOST)) {
            return;
        }
        report.find(KnownSettings.NIMSFOREST_HTTP_HOST)
                .filter(host -> !HttpServerSettings.isLocal(host))
                .ifPresent(host -> problems.add("NIMSFOREST_HTTP_HOST=\""
                        + report.found(KnownSettings.NIMSFOREST_HTTP_HOST)
                                .shown()
                                .orElse("")
                        + "\": expected NIMSFOREST_HTTP_TOKEN beside an address that other machines reach, or"
                        + " NIMSFOREST_HTTP_OPEN=true to let them all in"));
    }

    private static boolean isTokenSet(SettingsReport report) {
        return Stream.of(
                        KnownSettings.NIMSFOREST_HTTP_TOKEN,
                        KnownSettings.NIMSFOREST_HTTP_POST_TOKEN,
                        KnownSettings.NIMSFOREST_HTTP_READ_TOKEN)
                .anyMatch(report::isSet);
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
