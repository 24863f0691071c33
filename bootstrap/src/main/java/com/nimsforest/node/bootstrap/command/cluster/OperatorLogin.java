package com.nimsforest.node.bootstrap.command.cluster;

import com.nimsforest.node.adapters.nats.NatsCredentials;
import com.nimsforest.node.ports.failure.RejectedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The user {@code operator} of the system account, as setup writes it into the server's configuration. */
final class OperatorLogin {
    private static final Pattern OPERATOR =
            Pattern.compile("user: \"?operator\"?[,\\s]+password: \"((?:[^\"\\\\]|\\\\.)*)\"");

    private OperatorLogin() {}

    static NatsCredentials of(Path serverConfig) {
        try {
            Matcher found = OPERATOR.matcher(Files.readString(serverConfig));
            if (!found.find()) {
                throw new RejectedInputException(serverConfig + " has no user operator: run setup-server.sh again");
            }
            return NatsCredentials.password("operator", found.group(1).replaceAll("\\\\(.)", "$1"));
        } catch (IOException unreadable) {
            throw new RejectedInputException(
                    "removing a machine needs the operator's password from " + serverConfig
                            + ", which cannot be read: run this as root on a machine of the mesh",
                    unreadable);
        }
    }
}
