package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.DroppedComposts;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.SubjectPatternSet;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.EntityHumus;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.failure.RejectedInputException;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The humus as entity nims use it, in memory. */
public final class InMemoryEntityHumus implements EntityHumus {
    static final String ANNOUNCER = "leaves";

    private final InMemoryServers servers;
    private final InMemoryForest forest;
    private final FaultScript script = new FaultScript();
    private final FaultScript reads = new FaultScript();

    InMemoryEntityHumus(InMemoryServers servers, InMemoryForest forest) {
        this.servers = servers;
        this.forest = forest;
    }

    /** What goes wrong with the next calls of {@link #add}. */
    public FaultScript script() {
        return script;
    }

    /** What goes wrong with the next calls that read; only failing is meant for them. */
    public FaultScript reads() {
        return reads;
    }

    private static String subject(Token nim, EntityKey entity) {
        return "humus." + nim + ".update." + entity;
    }

    @Override
    public CompletionStage<Optional<HumusEntry>> last(Token nim, EntityKey entity) {
        return reads.play(
                forest.link(),
                entity.value(),
                () -> servers.locked(() -> {
                    servers.demandStorage("HUMUS");
                    return lastMessage(nim, entity).map(message -> InMemoryHumus.decoded(servers, message));
                }));
    }

    @Override
    public CompletionStage<Optional<HumusEntry>> lastOfAnyNim(EntityKey entity) {
        return reads.play(
                forest.link(),
                entity.value(),
                () -> servers.locked(() -> {
                    servers.demandStorage("HUMUS");
                    return lastMessage(entity).map(message -> InMemoryHumus.decoded(servers, message));
                }));
    }

    private Optional<InMemoryMessage> lastMessage(Token nim, EntityKey entity) {
        return servers.humus().lastOf(subject(nim, entity));
    }

    private Optional<InMemoryMessage> lastMessage(EntityKey entity) {
        SubjectPattern pattern = SubjectPattern.of("humus.*.update." + entity);
        return servers.humus().all().stream()
                .filter(message -> pattern.matches(Subject.of(message.subject())))
                .reduce((before, after) -> after);
    }

    @Override
    public CompletionStage<Long> add(Token nim, Compost compost, long expected) {
        String subject = subject(nim, compost.entity());
        if (!canAllBeDropped(compost)) {
            return CompletableFuture.failedFuture(new RejectedInputException("a delayed leaf is not JSON"));
        }
        InMemoryMessage message = InMemoryMessage.unsent(subject, Optional.empty(), FakeWireFormat.encode(compost))
                .with(InMemoryHeaders.made(compost.provenance(), compost.leaves()));
        return script.play(
                forest.link(),
                subject,
                () -> servers.locked(() -> {
                    servers.demandStorage(subject);
                    Optional<InMemoryMessage> found =
                            expected == 0 ? lastMessage(compost.entity()) : lastMessage(nim, compost.entity());
                    long last = found.map(InMemoryMessage::sequence).orElse(0L);
                    if (last != expected) {
                        throw new StaleRevisionException(subject + ": the last is " + last + ", expected " + expected);
                    }
                    return servers.store(servers.humus(), message).sequence();
                }));
    }

    private static boolean canAllBeDropped(Compost compost) {
        return compost.provenance().stream()
                .flatMap(made -> made.delayed().leaves().stream())
                .allMatch(leaf -> JsonFieldReader.isJson(leaf.data().text()));
    }

    @Override
    public CompletionStage<DroppedComposts> dropped() {
        return reads.play(
                forest.link(),
                "HUMUS",
                () -> servers.locked(() -> {
                    servers.demandStorage("HUMUS");
                    long dropped = servers.humus().first() - 1;
                    boolean isIdle = servers.present(servers.humus(), "decomposer")
                            .map(InMemoryConsumer::isIdle)
                            .orElse(false);
                    return DroppedComposts.of(dropped, isIdle ? dropped : servers.floor(servers.humus(), "decomposer"));
                }));
    }

    @Override
    public Subscription announce(DeliveryHandler<HumusEntry> handler) {
        SubjectPatternSet composts = new SubjectPatternSet(List.of(SubjectPattern.of("humus.*.update.>")));
        return forest.join(
                servers.humus(),
                ANNOUNCER,
                composts,
                HandlerVerdicts.decoding(message -> InMemoryHumus.decoded(servers, message), handler));
    }
}
