package com.nimsforest.node.bootstrap.settings;

import com.nimsforest.node.bootstrap.settings.parse.ClosestNameFinder;
import com.nimsforest.node.domain.payload.PrintableText;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds variables that look meant for this node and mean nothing to it: most are slips of the pen. */
final class UnknownVariableFinder {
    /** Names of the nats CLI, which may well stand in the same environment. */
    private static final Set<String> OF_OTHERS = Set.of(
            "NATS_COLOR",
            "NATS_CONTEXT",
            "NATS_JWT",
            "NATS_SEED",
            "NATS_SOCKS_PROXY",
            "NATS_TIMEOUT",
            "NATS_SERVER",
            "NATS_SERVER_VERSION",
            "NIMSFOREST_SSH",
            "NIMSFOREST_SYS_USER",
            "NIMSFOREST_SYS_PASSWORD");

    /** What Kubernetes adds for services that are called nats or nimsforest. */
    private static final String OF_KUBERNETES = "(NATS|NIMSFOREST)_(SERVICE_(HOST|PORT)|PORT)(_.*)?";

    /** What this project's launcher, scripts and tests tell each other. */
    private static final String OF_SCRIPTS = "NATS_SERVER(_.*)?|NIMSFOREST_(JAVA|MACHINE|SYS)_.*";

    private UnknownVariableFinder() {}

    static List<String> among(Collection<String> names) {
        List<String> known = KnownSettings.ALL.stream()
                .flatMap(setting -> setting.secret()
                        ? Stream.of(setting.variable(), setting.fileVariable())
                        : Stream.of(setting.variable()))
                .toList();
        return names.stream()
                .filter(name -> name.startsWith("NATS_") || name.startsWith("NIMSFOREST_"))
                .filter(name -> !known.contains(name) && !OF_OTHERS.contains(name))
                .filter(name -> !name.matches(OF_KUBERNETES) && !name.matches(OF_SCRIPTS))
                .sorted()
                .map(name -> PrintableText.shortened(name) + ": unknown, and not used; the nearest known name is "
                        + ClosestNameFinder.of(known, name))
                .toList();
    }
}
