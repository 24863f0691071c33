package com.nimsforest.node.bootstrap.command.session;

import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import java.util.List;

/** What a person may look at when something could not be kept or read. */
final class StorageFailureHint {
    private StorageFailureHint() {}

    /** The end of a sentence; empty when nothing is known. */
    static String of(JetStreamFacts facts) {
        if (!facts.available()) {
            return "; JetStream does not answer: it is off at this server, or has no leader";
        }
        List<String> missing = facts.streams().stream()
                .filter(stream -> !stream.usable() && stream.replicas() == 0)
                .map(StreamFacts::name)
                .toList();
        return missing.isEmpty()
                ? ""
                : "; the streams " + String.join(", ", missing) + " are not there: a running node makes them";
    }
}
