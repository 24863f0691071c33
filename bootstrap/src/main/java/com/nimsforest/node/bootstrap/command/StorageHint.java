package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.domain.health.StorageFacts;
import com.nimsforest.node.domain.health.StreamFacts;
import java.util.List;

/** What a person may look at when something could not be kept or read. */
final class StorageHint {
    private StorageHint() {}

    /** The end of a sentence; empty when nothing is known. */
    static String of(StorageFacts facts) {
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
