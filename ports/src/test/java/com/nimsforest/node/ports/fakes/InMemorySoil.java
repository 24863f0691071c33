package com.nimsforest.node.ports.fakes;

import com.nimsforest.node.domain.entity.EntityProvenance;
import com.nimsforest.node.domain.payload.JsonPayload;
import com.nimsforest.node.domain.payload.RawPayload;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.domain.subject.Subject;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.failure.StaleRevisionException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The soil in memory. */
public final class InMemorySoil implements Soil {
    private static final String PREFIX = "$KV.SOIL.";

    private final InMemoryServers servers;
    private final InMemoryForest forest;
    private final FaultScript script = new FaultScript();
    private final FaultScript reads = new FaultScript();

    InMemorySoil(InMemoryServers servers, InMemoryForest forest) {
        this.servers = servers;
        this.forest = forest;
    }

    /** What goes wrong with the next calls of {@link #bury}. */
    public FaultScript script() {
        return script;
    }

    /** What goes wrong with the next calls that read; only failing is meant for them. */
    public FaultScript reads() {
        return reads;
    }

    @Override
    public Optional<SoilEntry> dig(EntityKey key) {
        return reads.playNow(forest.link(), key.value(), () -> stored(key, () -> state(key))) instanceof SoilEntry entry
                ? Optional.of(entry)
                : Optional.empty();
    }

    @Override
    public CompletionStage<SoilState> survey(EntityKey key) {
        return reads.play(forest.link(), key.value(), () -> stored(key, () -> state(key)));
    }

    private <T> T stored(EntityKey key, Supplier<T> action) {
        return servers.locked(() -> {
            servers.demandStorage(PREFIX + key);
            return action.get();
        });
    }

    private SoilState state(EntityKey key) {
        return servers.soil().lastOf(PREFIX + key).map(InMemorySoil::state).orElseGet(() -> SoilState.untouched(key));
    }

    private static SoilState state(InMemoryMessage message) {
        EntityKey key = EntityKey.of(message.subject().substring(PREFIX.length()));
        Revision revision = Revision.of(message.sequence());
        return message.removal()
                ? new SoilState.Bare(
                        key, revision, message.source(), message.headers().provenance())
                : new SoilEntry(
                        key,
                        JsonPayload.of(message.body().text()),
                        revision,
                        message.source(),
                        message.time(),
                        message.headers().provenance());
    }

    @Override
    public CompletionStage<Revision> bury(SoilChange change) {
        EntityKey key = change.key();
        return script.play(forest.link(), key.value(), () -> stored(key, () -> change(change)));
    }

    private Revision change(SoilChange change) {
        if (change instanceof SoilChange.Put put) {
            return write(put.expected(), message(put.key(), put.value().text(), put.source(), put.provenance()));
        }
        if (change instanceof SoilChange.Remove remove) {
            return write(
                    remove.expected(),
                    message(remove.key(), "", remove.source(), remove.provenance())
                            .asRemoval());
        }
        return Revision.none();
    }

    private static InMemoryMessage message(
            EntityKey key, String value, HumusSlot source, Optional<EntityProvenance> made) {
        return InMemoryMessage.unsent(PREFIX + key, Optional.empty(), RawPayload.ofText(value))
                .from(source)
                .with(InMemoryHeaders.made(made, List.of()));
    }

    private Revision write(Revision expected, InMemoryMessage message) {
        long last = servers.soil()
                .lastOf(message.subject())
                .map(InMemoryMessage::sequence)
                .orElse(0L);
        if (last != expected.value()) {
            throw new StaleRevisionException(
                    message.subject() + " has revision " + last + " and not the expected " + expected);
        }
        return Revision.of(servers.store(servers.soil(), message).sequence());
    }

    @Override
    public List<EntityKey> keys(String prefix) {
        return reads.playNow(
                forest.link(),
                "the keys",
                () -> servers.locked(() -> {
                    servers.demandStorage("KV_SOIL");
                    return servers.soil().all().stream()
                            .filter(this::isLast)
                            .filter(message -> !message.removal())
                            .map(message -> state(message).key())
                            .filter(key -> key.value().startsWith(prefix))
                            .sorted(Comparator.comparing(EntityKey::value))
                            .toList();
                }));
    }

    /** The last word on each key. */
    List<SoilState> states() {
        return servers.soil().all().stream()
                .filter(this::isLast)
                .map(InMemorySoil::state)
                .toList();
    }

    private boolean isLast(InMemoryMessage message) {
        return servers.soil().lastOf(message.subject()).orElseThrow().equals(message);
    }

    @Override
    public Subscription watch(String pattern, Consumer<SoilState> listener) {
        SubjectPattern wanted = SubjectPattern.of(PREFIX + pattern);
        long now = servers.locked(() -> servers.soil().last());
        return forest.read(
                servers.soil(),
                0,
                message -> wanted.matches(Subject.of(message.subject()))
                        && (message.sequence() > now || servers.locked(() -> isLast(message) && !message.removal())),
                message -> listener.accept(state(message)));
    }
}
