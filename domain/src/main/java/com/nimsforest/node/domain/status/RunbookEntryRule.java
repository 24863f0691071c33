package com.nimsforest.node.domain.status;

import static java.util.Objects.requireNonNull;

import com.nimsforest.node.domain.health.HealthComponent;
import java.util.List;

/** Which entry of {@code docs/RUNBOOK.md} says what to do. The first word that a reason has decides, then the component. */
record RunbookEntryRule(String words, String anchor) {
    private static final List<RunbookEntryRule> STORAGE = List.of(
            new RunbookEntryRule("differs between its replicas", "diverged"),
            new RunbookEntryRule("no connection", "not-connected"),
            new RunbookEntryRule("waiting for machines", "no-meta-leader"),
            new RunbookEntryRule("no leader", "no-meta-leader"),
            new RunbookEntryRule("not as planned", "drift"),
            new RunbookEntryRule("replicas", "under-replicated"),
            new RunbookEntryRule("may store", "disk-full"),
            new RunbookEntryRule("waiting for the streams", "not-ready"),
            new RunbookEntryRule("takes no messages", "not-ready"));
    private static final List<RunbookEntryRule> PIPELINE = List.of(
            new RunbookEntryRule(SilentNodeCheck.WORDS, "node-down"),
            new RunbookEntryRule("of the time that", "nearly-aged-out"),
            new RunbookEntryRule("is stalled", "stalled"),
            new RunbookEntryRule(" waits: ", "stalled"),
            new RunbookEntryRule("humus", "humus-lost-its-tail"));

    RunbookEntryRule {
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

    private static String first(List<RunbookEntryRule> entries, String reason, String otherwise) {
        return entries.stream()
                .filter(entry -> reason.contains(entry.words()))
                .map(RunbookEntryRule::anchor)
                .findFirst()
                .orElse(otherwise);
    }
}
