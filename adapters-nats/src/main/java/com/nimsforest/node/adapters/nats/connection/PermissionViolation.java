package com.nimsforest.node.adapters.nats.connection;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A subject that the server forbids the node: {@code pubPermissionViolation}, {@code subPermissionViolation} and {@code
 * processSubsOnConfigReload} in client.go of nats-server.
 *
 * @param action what is forbidden on it
 * @param said what the server said
 */
public record PermissionViolation(Action action, String subject, String said) {
    /** What a client does with a subject. */
    public enum Action {
        PUBLISH,
        SUBSCRIBE
    }

    private static final Pattern TEXT = Pattern.compile(
            "Permissions Violation for (Publish|Subscription) to \"([^\"]+)\".*", Pattern.CASE_INSENSITIVE);

    /** What the server sent as an error; empty when that is about something else. */
    static Optional<PermissionViolation> parse(String error) {
        Matcher parts = TEXT.matcher(error.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        Action action = parts.group(1).equalsIgnoreCase("publish") ? Action.PUBLISH : Action.SUBSCRIBE;
        return Optional.of(new PermissionViolation(action, parts.group(2), error.strip()));
    }
}
