package com.nimsforest.node.adapters.nats.provision;

import com.nimsforest.node.adapters.nats.provision.StreamIdentityRegistry.Entry;
import java.util.Collection;
import java.util.Optional;

/**
 * Which identity a stream gets that is there and has none.
 *
 * @param origin where it comes from
 */
record StreamIdentityDecision(long identity, Origin origin) {
    /** Where an identity comes from. */
    enum Origin {
        /** The stream is as old as the forest knows it: the time of its creation, as earlier versions named it. */
        FIRST,
        /** Its consumers bear it: they were never apart from what the stream holds. */
        CONSUMERS,
        /** The bucket has it, and the stream is the one that was registered. */
        REGISTERED,
        /** The bucket has one of another stream of this name. */
        NEW
    }

    /**
     * What is known of a stream.
     *
     * @param created the time of its creation as its leader tells it now, in milliseconds since 1970; a sign, no more
     * @param consumers the identities in the names of its consumers
     */
    record Evidence(long created, long lastSequence, Collection<Long> consumers, Optional<Entry> registered) {}

    static StreamIdentityDecision of(Evidence evidence, long now) {
        Optional<Long> borne = evidence.consumers().stream().max(Long::compare);
        Optional<Entry> registered = evidence.registered().filter(entry -> entry.identity() > 0);
        Optional<Entry> same = registered
                .filter(entry -> isThatOf(entry, evidence))
                .filter(entry -> entry.identity() >= borne.orElse(0L));
        if (same.isPresent()) {
            return new StreamIdentityDecision(same.get().identity(), Origin.REGISTERED);
        }
        if (borne.isPresent()) {
            return new StreamIdentityDecision(borne.get(), Origin.CONSUMERS);
        }
        return registered
                .map(entry -> new StreamIdentityDecision(above(Optional.of(entry), now), Origin.NEW))
                .orElse(new StreamIdentityDecision(evidence.created(), Origin.FIRST));
    }

    /** One that no stream of the name had before. */
    static long above(Optional<Entry> registered, long now) {
        return registered.map(entry -> Math.max(now, entry.identity() + 1)).orElse(now);
    }

    private static boolean isThatOf(Entry entry, Evidence evidence) {
        return entry.created() == evidence.created() && entry.lastSequence() <= evidence.lastSequence();
    }
}
