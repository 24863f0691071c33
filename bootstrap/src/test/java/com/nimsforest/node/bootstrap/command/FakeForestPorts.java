package com.nimsforest.node.bootstrap.command;

import com.nimsforest.node.bootstrap.command.session.ForestSession;
import com.nimsforest.node.bootstrap.command.session.MeshSession;
import com.nimsforest.node.domain.backup.BackupManifest;
import com.nimsforest.node.domain.backup.RestoreStep;
import com.nimsforest.node.domain.compost.Compost;
import com.nimsforest.node.domain.compost.HumusEntry;
import com.nimsforest.node.domain.entity.LeafOrigin;
import com.nimsforest.node.domain.health.JetStreamFacts;
import com.nimsforest.node.domain.health.StreamConfigDrift;
import com.nimsforest.node.domain.leaf.Leaf;
import com.nimsforest.node.domain.message.MessageId;
import com.nimsforest.node.domain.message.PublishReceipt;
import com.nimsforest.node.domain.replica.ReplicaGoal;
import com.nimsforest.node.domain.river.AskedRiverPatterns;
import com.nimsforest.node.domain.river.RiverData;
import com.nimsforest.node.domain.soil.EntityKey;
import com.nimsforest.node.domain.soil.HumusSlot;
import com.nimsforest.node.domain.soil.Revision;
import com.nimsforest.node.domain.soil.SoilChange;
import com.nimsforest.node.domain.soil.SoilEntry;
import com.nimsforest.node.domain.soil.SoilState;
import com.nimsforest.node.domain.subject.SubjectPattern;
import com.nimsforest.node.domain.subject.Token;
import com.nimsforest.node.ports.driven.DeadLetter;
import com.nimsforest.node.ports.driven.DeadLetters;
import com.nimsforest.node.ports.driven.DeliveryHandler;
import com.nimsforest.node.ports.driven.Humus;
import com.nimsforest.node.ports.driven.Leaves;
import com.nimsforest.node.ports.driven.River;
import com.nimsforest.node.ports.driven.Soil;
import com.nimsforest.node.ports.driven.Subscription;
import com.nimsforest.node.ports.driven.operations.ForestBackup;
import com.nimsforest.node.ports.driven.operations.StreamConfigPlans;
import com.nimsforest.node.ports.fakes.InMemoryForest;
import com.nimsforest.node.ports.fakes.InMemoryServers;
import com.nimsforest.node.ports.fakes.ManualScheduler;
import com.nimsforest.node.ports.fakes.MutableClock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A forest that gives the answers it was told to, and remembers what it was given. */
final class FakeForestPorts implements River, Leaves, Humus, Soil, DeadLetters {
    private static final StreamConfigPlans NO_DRIFT = new StreamConfigPlans() {
        @Override
        public List<StreamConfigDrift> drift() {
            return List.of();
        }

        @Override
        public List<StreamConfigDrift> apply(boolean narrowing) {
            return List.of();
        }

        @Override
        public List<StreamConfigDrift> allowBatches() {
            return List.of();
        }
    };

    private static final ForestBackup NO_BACKUP = new ForestBackup() {
        @Override
        public BackupManifest backUp(Path folder, String nodeVersion, Consumer<String> progress) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<RestoreStep> plan(Path folder) {
            return List.of();
        }

        @Override
        public List<RestoreStep> restore(Path folder, Consumer<String> progress) {
            return List.of();
        }
    };

    record Flowed(MessageId id, RiverData data) {}

    final List<Flowed> flowed = new ArrayList<>();
    final List<Leaf> kept = new ArrayList<>();
    final TreeMap<String, SoilEntry> soil = new TreeMap<>();
    final List<SoilState> changes = new ArrayList<>();
    final List<HumusEntry> humus = new ArrayList<>();
    final TreeMap<Long, DeadLetter> deadLetters = new TreeMap<>();
    final List<Long> retried = new ArrayList<>();
    CompletionStage<PublishReceipt> receipt = CompletableFuture.completedFuture(new PublishReceipt("RIVER", 12, false));
    JetStreamFacts storage = JetStreamFacts.available("", List.of());
    boolean asked = true;
    AskedRiverPatterns askedOfRiver = AskedRiverPatterns.unknown();
    int closed;

    ForestSession session() {
        InMemoryForest memory = new InMemoryForest(
                new InMemoryServers(Clock.systemUTC(), new ManualScheduler(MutableClock.standing())),
                Clock.systemUTC());
        return new ForestSession(
                this,
                this,
                this,
                this,
                this,
                () -> storage,
                memory.pipeline(),
                memory.snapshot(),
                NO_DRIFT,
                NO_BACKUP,
                new MeshSession(ReplicaGoal.auto(), login -> {
                    throw new UnsupportedOperationException();
                }),
                () -> closed++);
    }

    @Override
    public CompletionStage<PublishReceipt> flow(MessageId id, RiverData data) {
        flowed.add(new Flowed(id, data));
        return receipt;
    }

    @Override
    public CompletionStage<Boolean> keep(MessageId id, Leaf leaf, Optional<LeafOrigin> origin) {
        kept.add(leaf);
        return CompletableFuture.completedFuture(asked);
    }

    @Override
    public List<HumusEntry> latest(int most) {
        return humus.subList(Math.max(0, humus.size() - most), humus.size());
    }

    @Override
    public CompletionStage<Optional<HumusEntry>> at(HumusSlot slot) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription tail(Consumer<HumusEntry> listener) {
        humus.forEach(listener);
        return () -> closed++;
    }

    @Override
    public Optional<SoilEntry> dig(EntityKey key) {
        return Optional.ofNullable(soil.get(key.value()));
    }

    @Override
    public List<EntityKey> keys(String prefix) {
        return soil.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .map(EntityKey::of)
                .toList();
    }

    @Override
    public Subscription watch(String pattern, Consumer<SoilState> listener) {
        changes.forEach(listener);
        return () -> closed++;
    }

    @Override
    public List<DeadLetter> list(long from, int most) {
        return deadLetters.tailMap(from).values().stream().limit(most).toList();
    }

    @Override
    public Optional<DeadLetter> find(long number) {
        return Optional.ofNullable(deadLetters.get(number));
    }

    @Override
    public boolean retry(long number) {
        retried.add(number);
        DeadLetter deadLetter = deadLetters.remove(number);
        // It fails again at once, as a message does whose cause is not mended.
        long next = deadLetters.isEmpty() ? number + 100 : deadLetters.lastKey() + 100;
        Optional.ofNullable(deadLetter).ifPresent(again -> deadLetters.put(next, again));
        return deadLetter != null;
    }

    @Override
    public boolean drop(long number) {
        return deadLetters.remove(number) != null;
    }

    @Override
    public Subscription observe(Set<SubjectPattern> patterns, DeliveryHandler<RiverData> handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription retry(Token tree, Set<SubjectPattern> patterns, DeliveryHandler<RiverData> handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<AskedRiverPatterns> asked() {
        return CompletableFuture.completedFuture(askedOfRiver);
    }

    @Override
    public Subscription gather(Token nim, Set<SubjectPattern> patterns, DeliveryHandler<Leaf> handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<PublishReceipt> add(MessageId id, Token nim, Compost compost) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription decompose(DeliveryHandler<HumusEntry> handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<SoilState> survey(EntityKey key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Revision> bury(SoilChange change) {
        throw new UnsupportedOperationException();
    }
}
