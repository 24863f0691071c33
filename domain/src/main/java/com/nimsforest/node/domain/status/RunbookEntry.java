package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.HealthComponent;
import java.util.List;

/** Which entry of {@code docs/RUNBOOK.md} says what to do. The first word that a reason has decides, then the component. */
record RunbookEntry(String words, String anchor) {
    private static final List<RunbookEntry> STORAGE = List.of(
            new RunbookEntry("differs between its replicas", "diverged"),
            new RunbookEntry("no connection", "not-connected"),
            new RunbookEntry("waiting for machines", "no-meta-leader"),
            new RunbookEntry("no leader", "no-meta-leader"),
            new RunbookEntry("not as planned", "drift"),
            new RunbookEntry("replicas", "under-replicated"),
            new RunbookEntry("may store", "disk-full"),
            new RunbookEntry("waiting for the streams", "not-ready"),
            new RunbookEntry("takes no messages", "not-ready"));
    private static final List<RunbookEntry> PIPELINE = List.of(
            new RunbookEntry(SilentNodes.WORDS, "node-down"),
            new RunbookEntry("of the time that", "nearly-aged-out"),
            new RunbookEntry("is stalled", "stalled"),
            new RunbookEntry(" waits: ", "stalled"),
            new RunbookEntry("humus", "humus-lost-its-tail"));

    RunbookEntry {
        requireNonNull(words, "words");
        requireNonNull(anchor, "anchor");
    }

    static String of(HealthComponent where, String reason) {
        return switch (where) {
            case NATS -> reason.contains("certificate ends") ? "certificate-expiring" : "not-connected";
            case JETSTREAM -> first(STORAGE, reason, "jetstream-off");
            case CLUSTER -> reason.contains("no quorum") ? "no-quorum" : "machine-missing";
            case PIPELINE -> first(PIPELINE, reason, "plug-in");
        };
    }

    private static String first(List<RunbookEntry> entries, String reason, String otherwise) {
        return entries.stream()
                .filter(entry -> reason.contains(entry.words()))
                .map(RunbookEntry::anchor)
                .findFirst()
                .orElse(otherwise);
    }
}
