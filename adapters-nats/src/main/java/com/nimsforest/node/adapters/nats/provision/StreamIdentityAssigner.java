package com.nimsforest.node.adapters.nats.provision;

import com.nimsforest.node.adapters.nats.api.ConsumerList;
import com.nimsforest.node.adapters.nats.api.JetStreamApi;
import com.nimsforest.node.adapters.nats.api.StreamInfo;
import com.nimsforest.node.adapters.nats.provision.StreamIdentityDecision.Evidence;
import com.nimsforest.node.adapters.nats.provision.StreamIdentityDecision.Origin;
import com.nimsforest.node.adapters.nats.provision.StreamIdentityRegistry.Entry;
import com.nimsforest.node.domain.health.HealthFact;
import com.nimsforest.node.domain.health.HealthFinding;
import com.nimsforest.node.domain.health.ProblemKind;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the identity of one stream, and keeps it in the registry. One call at a time; never blocks. */
final class StreamIdentityAssigner {
    private static final Logger LOG = LoggerFactory.getLogger(StreamIdentityAssigner.class);

    private final JetStreamApi api;
    private final StreamIdentityRegistry registry;
    private final Clock clock;
    private final String stream;
    private volatile @Nullable HealthFinding problem;
    /** The identity that the problem misses. */
    private volatile long replaced;

    private volatile long registered = -1;

    StreamIdentityAssigner(JetStreamApi api, Clock clock, String stream) {
        this.api = api;
        this.registry = new StreamIdentityRegistry(api);
        this.clock = clock;
        this.stream = stream;
    }

    /** That the identity is a new one; empty when it is not. */
    Optional<HealthFinding> problem() {
        return Optional.ofNullable(problem);
    }

    /** An identity for a stream that is about to be created. */
    CompletableFuture<Long> forNewStream() {
        return registry.find(stream).thenApply(entry -> StreamIdentityDecision.above(entry, clock.millis()));
    }

    /** The identity of a stream that is there and has none, agreed upon with the other nodes. */
    CompletableFuture<Long> agree(StreamInfo info) {
        return consumerIdentities()
                .thenCombine(registry.find(stream), (consumers, entry) -> {
                    Evidence evidence = new Evidence(createdAt(info), info.lastSequence(), consumers, entry);
                    return register(evidence, StreamIdentityDecision.of(evidence, clock.millis()));
                })
                .thenCompose(identity -> identity);
    }

    /** Has the registry follow the identity that the stream has. */
    CompletableFuture<Long> follow(StreamInfo info, long identity) {
        if (registered == identity) {
            return CompletableFuture.completedFuture(identity);
        }
        tellIfNewer(identity, registered);
        endProblemIfBack(identity);
        return registry.find(stream)
                .thenCompose(entry -> {
                    long known = entry.map(Entry::identity).orElse(0L);
                    tellIfNewer(identity, known);
                    return known == identity
                            ? CompletableFuture.completedFuture(identity)
                            : register(info, identity, entry);
                })
                .whenComplete((done, failure) -> registered = failure == null ? identity : -1);
    }

    private CompletableFuture<List<Long>> consumerIdentities() {
        return ConsumerList.names(api, stream)
                .thenApply(names -> names.stream()
                        .flatMap(name -> ForestConsumerName.parse(name).stream())
                        .map(ForestConsumerName::identity)
                        .toList());
    }

    private CompletableFuture<Long> register(Evidence evidence, StreamIdentityDecision decision) {
        Optional<Entry> before = evidence.registered();
        if (before.filter(entry -> entry.identity() == decision.identity()).isPresent()) {
            log(decision, before);
            return CompletableFuture.completedFuture(decision.identity());
        }
        return registry.register(
                        stream,
                        new Entry(decision.identity(), evidence.created(), evidence.lastSequence(), revision(before)))
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        log(decision, before);
                    }
                });
    }

    private CompletableFuture<Long> register(StreamInfo info, long identity, Optional<Entry> before) {
        return registry.register(stream, new Entry(identity, createdAt(info), info.lastSequence(), revision(before)));
    }

    private static long revision(Optional<Entry> before) {
        return before.map(Entry::revision).orElse(0L);
    }

    private void log(StreamIdentityDecision decision, Optional<Entry> before) {
        if (decision.origin() == Origin.NEW) {
            tellReplaced(decision.identity(), before.map(Entry::identity).orElse(0L));
        } else if (before.isPresent()) {
            LOG.warn(
                    "stream had lost its identity, restored: name={} identity={};"
                            + " see docs/RUNBOOK.md#identity-replaced",
                    stream,
                    decision.identity());
        } else {
            LOG.info("stream identity assigned: name={} identity={}", stream, decision.identity());
        }
    }

    /** A restored stream has an earlier identity than the one that it replaces; one that was created again has a later. */
    private void tellIfNewer(long identity, long before) {
        if (before > 0 && before < identity) {
            tellReplaced(identity, before);
        }
    }

    /** As beside a server that was alone for a while, where the stream was created again. */
    private void endProblemIfBack(long identity) {
        if (problem != null && identity == replaced) {
            problem = null;
            LOG.info("stream has its former identity again: name={} identity={}", stream, identity);
        }
    }

    private void tellReplaced(long identity, long before) {
        HealthFinding found = HealthFinding.about(stream, ProblemKind.STREAM_IDENTITY_REPLACED)
                .with(HealthFact.BEFORE, before)
                .with(HealthFact.IDENTITY, identity);
        if (found.equals(problem)) {
            return;
        }
        replaced = before;
        problem = found;
        LOG.error(
                "stream has a new identity: name={} identity={} before={}; see docs/RUNBOOK.md#identity-replaced",
                stream,
                identity,
                before);
    }

    private long createdAt(StreamInfo info) {
        return info.created().map(Instant::toEpochMilli).orElseGet(clock::millis);
    }
}
