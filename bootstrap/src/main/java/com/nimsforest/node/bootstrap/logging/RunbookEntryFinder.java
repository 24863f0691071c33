package com.nimsforest.node.bootstrap.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import com.nimsforest.node.domain.health.ProblemKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.event.KeyValuePair;

/** Which entry of {@code docs/RUNBOOK.md} a warning or an error of the node belongs to: by
 * what the event carries, else by who says it. */
final class RunbookEntryFinder {
    static final String RUNBOOK = "docs/RUNBOOK.md#";
    private static final String OWN = "com.nimsforest.";

    private static final Map<String, String> BY_CLASS = entries(
            List.of("not-connected", "ConnectAttemptLog", "ConnectionStateLogger", "NodeRunner"),
            List.of("flapping", "ConnectionLossDetector", "WindListenerQueue"),
            List.of("not-ready", "StreamProvisioner"),
            List.of("drift", "StreamReconciler", "ConsumerProvisioner"),
            List.of("identity-replaced", "StreamIdentityAssigner"),
            List.of("messages-removed", "RemovedMessages", "RemovedEntries"),
            List.of(
                    "stalled",
                    "SubscriptionProblem",
                    "PausedConsumers",
                    "AcknowledgementWatchdog",
                    "DurableStreamConsumer",
                    "PullConsumerSession"),
            List.of(
                    "dead-letters",
                    "DeadLetterWriter",
                    "DeliveryOutcomeHandler",
                    "NimLeafDispatcher",
                    "TreeInputDispatcher"),
            List.of("handler-failing", "PluginFailureLog", "PluginInvoker", "CrashJournal"),
            List.of("unknown-subjects", "UnknownRiverMessages"),
            List.of("permissions-violation", "PermissionViolations"),
            List.of("entity-waits", "EntityLeafWorker"),
            List.of("plug-in", "EntityNimDispatcher"),
            List.of("diverged", "ReplicaDivergenceMonitor"),
            List.of("entity-of-two-nims", "EntityOwnerCheck"),
            List.of("humus-lost-its-tail", "Decomposer"),
            List.of("settings", "RunCommand"),
            List.of(
                    "unexpected",
                    "StatusFeed",
                    "JettyServer",
                    "HttpProblem",
                    "CallerRunsQueue",
                    "NatsSidecarConnection"),
            List.of("wrong-tokens", "WrongTokenLimiter"),
            List.of("unexpected", "SerialTaskQueue", "SubscriptionSupervisor", "HealthRefreshTimer", "Node"));

    private RunbookEntryFinder() {}

    /** Where to read on; empty when the message says it itself, and for what is no warning of ours. */
    static Optional<String> of(ILoggingEvent event) {
        String logger = event.getLoggerName();
        String message = event.getFormattedMessage();
        if (!event.getLevel().isGreaterOrEqual(Level.WARN) || !logger.startsWith(OWN) || message.contains(RUNBOOK)) {
            return Optional.empty();
        }
        return carried(event)
                .or(() -> ofClass(logger.substring(logger.lastIndexOf('.') + 1)))
                .map(entry -> RUNBOOK + entry);
    }

    /** What logs a problem of health says its kind, and another event the entry where it is not that of its class. */
    private static Optional<String> carried(ILoggingEvent event) {
        List<KeyValuePair> facts = Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
        return facts.stream().flatMap(RunbookEntryFinder::entry).findFirst();
    }

    private static Stream<String> entry(KeyValuePair fact) {
        if (fact.value instanceof ProblemKind kind) {
            return Stream.of(kind.runbook());
        }
        return fact.key.equals("runbook") ? Stream.of(String.valueOf(fact.value)) : Stream.empty();
    }

    static Optional<String> ofClass(String name) {
        return Optional.ofNullable(BY_CLASS.get(name));
    }

    @SafeVarargs
    private static Map<String, String> entries(List<String>... entryAndItsClasses) {
        Map<String, String> entries = new HashMap<>();
        for (List<String> entry : entryAndItsClasses) {
            entry.subList(1, entry.size()).forEach(name -> entries.put(name, entry.get(0)));
        }
        return Map.copyOf(entries);
    }
}
